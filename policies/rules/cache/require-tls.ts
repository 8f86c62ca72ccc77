import type { ReplicationGroupArgs } from "@pulumi/aws/elasticache";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { isTrue, requireSettings } from "../../core/settings";

/** A cache encrypts what travels to and from it. */
export const cacheRequireTls: ResourceValidationPolicy = {
  name: "cache-require-tls",
  description: "Caches encrypt their connections.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("ElastiCache.5", "ElastiCache replication groups should be encrypted in transit"),
  tags: ["encryption"],
  remediationSteps: "Set transitEncryptionEnabled to true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html",
  validateResource: requireSettings<ReplicationGroupArgs>("aws:elasticache/replicationGroup:ReplicationGroup", [
    { property: "transitEncryptionEnabled", read: (group) => group.transitEncryptionEnabled, check: isTrue },
  ]),
};
