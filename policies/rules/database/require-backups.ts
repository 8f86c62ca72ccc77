import type { ClusterArgs } from "@pulumi/aws/rds";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { mendableSettings } from "../../core/remediation";
import { isAtLeast } from "../../core/settings";

/** A database cluster can be restored to any second of the last week. */
export const databaseRequireBackups: ResourceValidationPolicy = {
  name: "database-require-backups",
  description: "Database clusters keep their backups for a week at least.",
  enforcementLevel: "mandatory",
  severity: "medium",
  tags: ["backup", "reliability"],
  remediationSteps: "Set backupRetentionPeriod to 7 days or more.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html",
  ...mendableSettings<ClusterArgs>("aws:rds/cluster:Cluster", [
    {
      property: "backupRetentionPeriod",
      read: (cluster) => cluster.backupRetentionPeriod,
      check: isAtLeast(7),
      mend: 7,
    },
  ]),
};
