import type { ReplicationGroupArgs } from "@pulumi/aws/elasticache";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { keyProblems } from "../../core/keys";
import { isTrue, requireSettings } from "../../core/settings";

/** A cache is encrypted at rest with a key of the customer's. */
export const cacheRequireCustomerKey: ResourceValidationPolicy = {
  name: "cache-require-customer-key",
  description: "Caches are encrypted with a customer's key.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("ElastiCache.4", "ElastiCache replication groups should be encrypted at rest"),
  tags: ["encryption"],
  remediationSteps:
    "Set atRestEncryptionEnabled, and kmsKeyId to the key of the cache's region. Encryption is chosen at creation.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html",
  validateResource: requireSettings<ReplicationGroupArgs>("aws:elasticache/replicationGroup:ReplicationGroup", [
    { property: "atRestEncryptionEnabled", read: (group) => group.atRestEncryptionEnabled, check: isTrue },
    { property: "kmsKeyId", read: (group) => group.kmsKeyId, check: keyProblems },
  ]),
};
