import type { QueueArgs, QueuePolicyArgs } from "@pulumi/aws/sqs";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { isNotPublic } from "../../core/public";
import { requireSettings } from "../../core/settings";

/** A queue's policy lets in only whom it names. */
export const queueForbidPublicPolicy: ResourceValidationPolicy = {
  name: "queue-forbid-public-policy",
  description: "Queue policies let nobody in whom they do not name.",
  enforcementLevel: "mandatory",
  severity: "critical",
  framework: awsBestPractice("SQS.3", "SQS queue access policies should not allow public access"),
  tags: ["identity", "public-exposure"],
  remediationSteps:
    "Name the accounts, roles or services as Principal, or add a condition such as aws:PrincipalOrgID, " +
    "aws:SourceAccount or aws:SourceVpce.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/sqs-controls.html",
  validateResource: [
    requireSettings<QueuePolicyArgs>("aws:sqs/queuePolicy:QueuePolicy", [
      { property: "policy", read: ({ policy }) => policy, check: isNotPublic },
    ]),
    requireSettings<QueueArgs>("aws:sqs/queue:Queue", [
      { property: "policy", read: ({ policy }) => policy, check: isNotPublic },
    ]),
  ],
};
