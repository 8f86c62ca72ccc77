import type { ClusterArgs } from "@pulumi/aws/rds";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { mendableSettings } from "../../core/remediation";
import { isTrue } from "../../core/settings";

/** A database cluster lets roles log in, so that services need no password. */
export const databaseRequireIamAuthentication: ResourceValidationPolicy = {
  name: "database-require-iam-authentication",
  description: "Database clusters let roles log in without a password.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("RDS.12", "IAM authentication should be configured for RDS clusters"),
  tags: ["identity"],
  remediationSteps: "Set iamDatabaseAuthenticationEnabled to true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html",
  ...mendableSettings<ClusterArgs>("aws:rds/cluster:Cluster", [
    {
      property: "iamDatabaseAuthenticationEnabled",
      read: (cluster) => cluster.iamDatabaseAuthenticationEnabled,
      check: isTrue,
      mend: true,
    },
  ]),
};
