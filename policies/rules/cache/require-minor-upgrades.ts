import type { ReplicationGroupArgs } from "@pulumi/aws/elasticache";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { mendableSettings } from "../../core/remediation";
import { isNotFalse } from "../../core/settings";

/** A cache takes the minor versions that mend what is found in it. */
export const cacheRequireMinorUpgrades: ResourceValidationPolicy = {
  name: "cache-require-minor-upgrades",
  description: "Caches take minor upgrades.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: awsBestPractice(
    "ElastiCache.2",
    "ElastiCache clusters should have automatic minor version upgrades enabled",
  ),
  tags: ["maintenance"],
  remediationSteps: "Remove autoMinorVersionUpgrade, or set it to true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html",
  ...mendableSettings<ReplicationGroupArgs>("aws:elasticache/replicationGroup:ReplicationGroup", [
    {
      property: "autoMinorVersionUpgrade",
      read: ({ autoMinorVersionUpgrade }) => autoMinorVersionUpgrade,
      check: isNotFalse,
      mend: true,
    },
  ]),
};
