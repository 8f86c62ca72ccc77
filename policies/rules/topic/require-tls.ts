import type { TopicPolicyArgs } from "@pulumi/aws/sns";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { requireSettings } from "../../core/settings";
import { deniesWithoutTls } from "../../core/transport";

/** A topic refuses what comes without TLS, whoever sends it. */
export const topicRequireTls: ResourceValidationPolicy = {
  name: "topic-require-tls",
  description: "Topics refuse requests without TLS.",
  enforcementLevel: "mandatory",
  severity: "medium",
  tags: ["encryption"],
  remediationSteps:
    'Add a statement with Effect Deny, Principal "*", Action sns:* and the condition Bool aws:SecureTransport ' +
    '"false", and no other condition.',
  url: "https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html",
  validateResource: requireSettings<TopicPolicyArgs>("aws:sns/topicPolicy:TopicPolicy", [
    { property: "policy", read: ({ policy }) => policy, check: deniesWithoutTls("sns") },
  ]),
};
