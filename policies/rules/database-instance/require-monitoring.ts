import type { ClusterInstanceArgs } from "@pulumi/aws/rds";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { isAtLeast, requireSettings } from "../../core/settings";

/** A database instance reports what its operating system does. */
export const databaseInstanceRequireMonitoring: ResourceValidationPolicy = {
  name: "database-instance-require-monitoring",
  description: "Database instances have enhanced monitoring.",
  enforcementLevel: "mandatory",
  severity: "low",
  framework: awsBestPractice("RDS.6", "Enhanced monitoring should be configured for RDS DB instances"),
  tags: ["observability"],
  remediationSteps:
    "Set monitoringInterval to a number of seconds, and monitoringRoleArn to a role that may write the metrics.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html",
  validateResource: requireSettings<ClusterInstanceArgs>("aws:rds/clusterInstance:ClusterInstance", [
    { property: "monitoringInterval", read: (instance) => instance.monitoringInterval, check: isAtLeast(1) },
  ]),
};
