import type { ReplicationGroupArgs } from "@pulumi/aws/elasticache";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { describeProblem } from "../../core/message";
import { readUnlessUnknown, UNREAD } from "../../core/rule";
import { requireSettings, type Check } from "../../core/settings";

/** A group that is only known after `pulumi up` is one that the program creates. */
const isChosen: Check = (property, read) => {
  const got = readUnlessUnknown(read);
  const chosen = got === UNREAD || (typeof got === "string" && got !== "default");
  return chosen ? [] : [describeProblem({ property, got, expected: "a subnet group of its own" })];
};

/** A cache lies in subnets that were chosen for it, not in those of the default network. */
export const cacheForbidDefaultSubnets: ResourceValidationPolicy = {
  name: "cache-forbid-default-subnets",
  description: "Caches lie in subnets that were chosen for them.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: awsBestPractice("ElastiCache.7", "ElastiCache clusters should not use the default subnet group"),
  tags: ["network"],
  remediationSteps: "Set subnetGroupName to a subnet group of the cache's own network.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html",
  validateResource: requireSettings<ReplicationGroupArgs>("aws:elasticache/replicationGroup:ReplicationGroup", [
    { property: "subnetGroupName", read: ({ subnetGroupName }) => subnetGroupName, check: isChosen },
  ]),
};
