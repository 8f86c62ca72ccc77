import { hasDeadLetters, isBrief, QUEUE, takesFailures } from "../../core/queues";
import type { RelationalRule } from "../../core/relational";
import { judgeAll } from "../../core/rule";

/** A message that nobody can work off is put aside, and does not come back for ever. */
export const queueRequireDeadLetters: RelationalRule = {
  name: "queue-require-dead-letters",
  description: "Queues put aside what nobody can work off.",
  enforcementLevel: "mandatory",
  severity: "medium",
  tags: ["reliability"],
  remediationSteps:
    "Set redrivePolicy with the ARN of a dead-letter queue and a maxReceiveCount, or messageRetentionSeconds to an hour at most where messages are hints.",
  url: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html",
  judgeStack: (stack, report) => {
    judgeAll(stack.ofType(QUEUE), (queue) => {
      if (!hasDeadLetters(queue, stack) && !takesFailures(queue, stack) && !isBrief(queue)) {
        report("redrivePolicy is missing, expected a dead-letter queue", queue.urn);
      }
    });
  },
};
