import type { QueueArgs } from "@pulumi/aws/sqs";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { isNotFalse, requireSettings, where } from "../../core/settings";

/** What waits in a queue is encrypted. */
export const queueRequireEncryption: ResourceValidationPolicy = {
  name: "queue-require-encryption",
  description: "Queues are encrypted.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("SQS.1", "Amazon SQS queues should be encrypted at rest"),
  tags: ["encryption"],
  remediationSteps: "Set kmsMasterKeyId to a customer's key, or leave sqsManagedSseEnabled to its default.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/sqs-controls.html",
  validateResource: where<QueueArgs>(
    requireSettings<QueueArgs>("aws:sqs/queue:Queue", [
      { property: "sqsManagedSseEnabled", read: ({ sqsManagedSseEnabled }) => sqsManagedSseEnabled, check: isNotFalse },
    ]),
    ({ kmsMasterKeyId }) => kmsMasterKeyId === undefined,
  ),
};
