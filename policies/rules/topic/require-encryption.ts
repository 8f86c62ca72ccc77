import type { TopicArgs } from "@pulumi/aws/sns";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { securityHubControl } from "../../core/framework";
import { isGiven, requireSettings } from "../../core/settings";

/** What passes a topic is encrypted where it is kept. */
export const topicRequireEncryption: ResourceValidationPolicy = {
  name: "topic-require-encryption",
  description: "Topics are encrypted.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: securityHubControl("SNS.1", "SNS topics should be encrypted at-rest using AWS KMS"),
  tags: ["encryption"],
  remediationSteps: "Set kmsMasterKeyId to a customer's key, which the services that publish may use.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/sns-controls.html",
  validateResource: requireSettings<TopicArgs>("aws:sns/topic:Topic", [
    { property: "kmsMasterKeyId", read: ({ kmsMasterKeyId }) => kmsMasterKeyId, check: isGiven("a key") },
  ]),
};
