import type { ClusterInstanceArgs } from "@pulumi/aws/rds";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { mendableSettings } from "../../core/remediation";
import { isNotFalse } from "../../core/settings";

/** A database instance takes the fixes of minor versions. AWS upgrades it where nothing is said. */
export const databaseInstanceRequireMinorUpgrades: ResourceValidationPolicy = {
  name: "database-instance-require-minor-upgrades",
  description: "Database instances take minor upgrades.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: awsBestPractice("RDS.13", "RDS automatic minor version upgrades should be enabled"),
  tags: ["upgrades"],
  remediationSteps: "Remove autoMinorVersionUpgrade, or set it to true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html",
  ...mendableSettings<ClusterInstanceArgs>("aws:rds/clusterInstance:ClusterInstance", [
    {
      property: "autoMinorVersionUpgrade",
      read: (instance) => instance.autoMinorVersionUpgrade,
      check: isNotFalse,
      mend: true,
    },
  ]),
};
