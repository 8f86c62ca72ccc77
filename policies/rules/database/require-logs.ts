import type { ClusterArgs } from "@pulumi/aws/rds";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { hasSome, requireSettings } from "../../core/settings";

/** A database cluster sends its log to where it can be searched and is kept. */
export const databaseRequireLogs: ResourceValidationPolicy = {
  name: "database-require-logs",
  description: "Database clusters export their logs.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("RDS.37", "Aurora PostgreSQL DB clusters should publish logs to CloudWatch Logs"),
  tags: ["audit", "observability"],
  remediationSteps: "Name the engine's logs in enabledCloudwatchLogsExports, such as postgresql, or audit for MySQL.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html",
  validateResource: requireSettings<ClusterArgs>("aws:rds/cluster:Cluster", [
    {
      property: "enabledCloudwatchLogsExports",
      read: ({ enabledCloudwatchLogsExports }) => enabledCloudwatchLogsExports,
      check: hasSome,
    },
  ]),
};
