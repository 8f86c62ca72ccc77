import type { PolicyResource } from "@pulumi/policy";
import type { Stack } from "./stack";

/** Type of a queue. */
export const QUEUE = "aws:sqs/queue:Queue";

/** Longest time, in seconds, for which a queue keeps what is worth nothing soon after: hints, not work. */
const BRIEF_SECONDS = 3_600;

/** Where a type names the queue into which it puts what failed: the type, and the input. */
const FAILURES: readonly (readonly [type: string, input: string])[] = [
  [QUEUE, "redrivePolicy"],
  ["aws:sqs/redrivePolicy:RedrivePolicy", "redrivePolicy"],
  ["aws:sqs/redriveAllowPolicy:RedriveAllowPolicy", "queueUrl"],
  ["aws:cloudwatch/eventTarget:EventTarget", "deadLetterConfig"],
  ["aws:lambda/function:Function", "deadLetterConfig"],
  ["aws:lambda/eventSourceMapping:EventSourceMapping", "destinationConfig"],
  ["aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig", "destinationConfig"],
  ["aws:scheduler/schedule:Schedule", "target"],
  ["aws:sns/topicSubscription:TopicSubscription", "redrivePolicy"],
];

/** Whether what failed elsewhere is put into a queue. */
export function takesFailures(queue: PolicyResource, stack: Stack): boolean {
  return FAILURES.some(([type, input]) => stack.referrers(queue, type, input).length > 0);
}

/** Whether a queue puts elsewhere what nobody could work off. */
export function hasDeadLetters(queue: PolicyResource, stack: Stack): boolean {
  const own = Object.hasOwn(queue.props, "redrivePolicy");
  return own || stack.referrers(queue, "aws:sqs/redrivePolicy:RedrivePolicy", "queueUrl").length > 0;
}

/** Whether a queue drops what is older than an hour. */
export function isBrief({ props }: PolicyResource): boolean {
  const seconds: unknown = props["messageRetentionSeconds"];
  return typeof seconds === "number" && seconds <= BRIEF_SECONDS;
}
