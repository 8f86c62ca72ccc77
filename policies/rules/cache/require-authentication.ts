import type { ReplicationGroupArgs } from "@pulumi/aws/elasticache";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { isGiven, requireSettings, where } from "../../core/settings";

/** Who reaches a cache has to say who they are. */
export const cacheRequireAuthentication: ResourceValidationPolicy = {
  name: "cache-require-authentication",
  description: "Caches ask their clients who they are.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice(
    "ElastiCache.6",
    "ElastiCache (Redis OSS) replication groups of earlier versions should have Redis OSS AUTH enabled",
  ),
  tags: ["identity"],
  remediationSteps: "Set userGroupIds to a group of users, or authToken.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html",
  validateResource: where<ReplicationGroupArgs>(
    requireSettings<ReplicationGroupArgs>("aws:elasticache/replicationGroup:ReplicationGroup", [
      {
        property: "userGroupIds",
        read: ({ userGroupIds }) => userGroupIds,
        check: isGiven("a group of users, or an authToken"),
      },
    ]),
    (props) => !Object.hasOwn(props, "authToken"),
  ),
};
