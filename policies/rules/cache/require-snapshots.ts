import type { ReplicationGroupArgs } from "@pulumi/aws/elasticache";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { mendableSettings } from "../../core/remediation";
import { isAtLeast } from "../../core/settings";

/** A cache is kept as a snapshot, so that it need not be filled from nothing. */
export const cacheRequireSnapshots: ResourceValidationPolicy = {
  name: "cache-require-snapshots",
  description: "Caches have snapshots.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: awsBestPractice("ElastiCache.1", "ElastiCache (Redis OSS) clusters should have automatic backups enabled"),
  tags: ["backup"],
  remediationSteps: "Set snapshotRetentionLimit to 1 day or more.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html",
  ...mendableSettings<ReplicationGroupArgs>("aws:elasticache/replicationGroup:ReplicationGroup", [
    { property: "snapshotRetentionLimit", read: (group) => group.snapshotRetentionLimit, check: isAtLeast(1), mend: 1 },
  ]),
};
