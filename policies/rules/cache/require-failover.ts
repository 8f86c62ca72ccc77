import type { ReplicationGroupArgs } from "@pulumi/aws/elasticache";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { isTrue, requireSettings } from "../../core/settings";

/** A cache survives the loss of a node and of a zone. */
export const cacheRequireFailover: ResourceValidationPolicy = {
  name: "cache-require-failover",
  description: "Caches fail over to another zone.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("ElastiCache.3", "ElastiCache replication groups should have automatic failover enabled"),
  tags: ["reliability"],
  remediationSteps: "Set automaticFailoverEnabled and multiAzEnabled to true, with one replica at least.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html",
  validateResource: requireSettings<ReplicationGroupArgs>("aws:elasticache/replicationGroup:ReplicationGroup", [
    {
      property: "automaticFailoverEnabled",
      read: ({ automaticFailoverEnabled }) => automaticFailoverEnabled,
      check: isTrue,
    },
    { property: "multiAzEnabled", read: ({ multiAzEnabled }) => multiAzEnabled, check: isTrue },
  ]),
};
