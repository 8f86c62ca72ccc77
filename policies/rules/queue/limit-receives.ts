import type { QueueArgs } from "@pulumi/aws/sqs";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { isAtMost, requireSettings, where } from "../../core/settings";
import { member, parsed } from "../../core/tags";

/** A message that fails is tried a few times, not until it is too old. */
export const queueLimitReceives: ResourceValidationPolicy = {
  name: "queue-limit-receives",
  description: "Queues give up on a message after ten attempts at most.",
  enforcementLevel: "mandatory",
  severity: "low",
  tags: ["reliability"],
  remediationSteps: "Set maxReceiveCount in redrivePolicy to 10 at most.",
  url: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html",
  validateResource: where<QueueArgs>(
    requireSettings<QueueArgs>("aws:sqs/queue:Queue", [
      {
        property: "redrivePolicy.maxReceiveCount",
        read: ({ redrivePolicy }) => attempts(redrivePolicy),
        check: isAtMost(10),
      },
    ]),
    ({ redrivePolicy }) => redrivePolicy !== undefined,
  ),
};

/** Attempts that a policy allows: it is JSON, and may write the number as text. */
function attempts(policy: unknown): unknown {
  const count = member(typeof policy === "string" ? parsed(policy) : policy, "maxReceiveCount");
  return typeof count === "string" ? Number(count) : count;
}
