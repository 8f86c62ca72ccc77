import type { ClusterArgs } from "@pulumi/aws/rds";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { isNoneOf, requireSettings } from "../../core/settings";

/** Who guesses a password has to guess the name as well. */
export const databaseForbidDefaultUser: ResourceValidationPolicy = {
  name: "database-forbid-default-user",
  description: "Database clusters have an administrator of their own name.",
  enforcementLevel: "mandatory",
  severity: "low",
  framework: awsBestPractice("RDS.24", "RDS Database clusters should use a custom administrator username"),
  tags: ["identity"],
  remediationSteps: "Set masterUsername to a name of your own. It is chosen at creation.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html",
  validateResource: requireSettings<ClusterArgs>("aws:rds/cluster:Cluster", [
    {
      property: "masterUsername",
      read: ({ masterUsername }) => masterUsername,
      check: isNoneOf(["admin", "administrator", "postgres", "root"], "a name of its own"),
    },
  ]),
};
