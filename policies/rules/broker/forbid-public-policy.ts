import type { ClusterPolicyArgs } from "@pulumi/aws/msk";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { isNotPublic } from "../../core/public";
import { requireSettings } from "../../core/settings";

/** Kafka brokers let in only whom their policy names. */
export const brokerForbidPublicPolicy: ResourceValidationPolicy = {
  name: "broker-forbid-public-policy",
  description: "Broker policies let nobody in whom they do not name.",
  enforcementLevel: "mandatory",
  severity: "critical",
  tags: ["identity", "public-exposure"],
  remediationSteps:
    "Name the accounts, roles or services as Principal, or add a condition such as aws:PrincipalOrgID, " +
    "aws:SourceAccount or aws:SourceVpce.",
  url: "https://docs.aws.amazon.com/msk/latest/developerguide/mvpc-cluster-owner-action-policy.html",
  validateResource: requireSettings<ClusterPolicyArgs>("aws:msk/clusterPolicy:ClusterPolicy", [
    { property: "policy", read: ({ policy }) => policy, check: isNotPublic },
  ]),
};
