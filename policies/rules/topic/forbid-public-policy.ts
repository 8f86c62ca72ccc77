import type { TopicArgs, TopicPolicyArgs } from "@pulumi/aws/sns";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { isNotPublic } from "../../core/public";
import { requireSettings } from "../../core/settings";

/** A topic's policy lets in only whom it names. */
export const topicForbidPublicPolicy: ResourceValidationPolicy = {
  name: "topic-forbid-public-policy",
  description: "Topic policies let nobody in whom they do not name.",
  enforcementLevel: "mandatory",
  severity: "critical",
  framework: awsBestPractice("SNS.4", "SNS topic access policies should not allow public access"),
  tags: ["identity", "public-exposure"],
  remediationSteps:
    "Name the accounts, roles or services as Principal, or add a condition such as aws:PrincipalOrgID, " +
    "aws:SourceAccount or aws:SourceVpce.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/sns-controls.html",
  validateResource: [
    requireSettings<TopicPolicyArgs>("aws:sns/topicPolicy:TopicPolicy", [
      { property: "policy", read: ({ policy }) => policy, check: isNotPublic },
    ]),
    requireSettings<TopicArgs>("aws:sns/topic:Topic", [
      { property: "policy", read: ({ policy }) => policy, check: isNotPublic },
    ]),
  ],
};
