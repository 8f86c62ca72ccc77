import { isBrief, QUEUE } from "../../core/queues";
import type { RelationalRule } from "../../core/relational";
import { judgeAll } from "../../core/rule";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

/** Where an alarm names what it watches. */
const INPUTS = ["dimensions", "metricQueries"] as const;

/** A queue that fills up, or into which failures fall, calls somebody. */
export const queueRequireAlarm: RelationalRule = {
  name: "queue-require-alarm",
  description: "Queues have an alarm.",
  enforcementLevel: "mandatory",
  severity: "medium",
  tags: ["observability", "reliability"],
  remediationSteps:
    "Add an alarm on ApproximateNumberOfMessagesVisible or ApproximateAgeOfOldestMessage with the queue's name as QueueName in dimensions.",
  url: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html",
  judgeStack: (stack, report) => {
    judgeAll(stack.ofType(QUEUE), (queue) => {
      const alarmed = INPUTS.some((input) => stack.referrers(queue, ALARM, input).length > 0);
      if (!alarmed && !isBrief(queue)) {
        report(`an alarm is missing, expected ${ALARM} with it in dimensions`, queue.urn);
      }
    });
  },
};
