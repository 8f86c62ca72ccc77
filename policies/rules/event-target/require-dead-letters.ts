import type { PolicyResource } from "@pulumi/policy";
import type { RelationalRule } from "../../core/relational";
import { judgeAll } from "../../core/rule";
import { isGiven } from "../../core/settings";
import type { Stack } from "../../core/stack";
import { at } from "../../core/tags";
import { textsIn } from "../../core/texts";

/** Types that always take what is sent to them. */
const PATIENT: ReadonlySet<string> = new Set(["aws:sqs/queue:Queue", "aws:cloudwatch/logGroup:LogGroup"]);

/** An event that cannot be delivered is put aside. Queues and log groups take what is sent to them. */
export const eventTargetRequireDeadLetters: RelationalRule = {
  name: "event-target-require-dead-letters",
  description: "Targets of events put aside what cannot be delivered.",
  enforcementLevel: "mandatory",
  severity: "medium",
  tags: ["reliability"],
  remediationSteps: "Set deadLetterConfig.arn to a queue.",
  url: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html",
  judgeStack: (stack, report) => {
    judgeAll(stack.ofType("aws:cloudwatch/eventTarget:EventTarget"), (each) => {
      if (canFail(each, stack)) {
        for (const problem of isGiven("the ARN of a queue")("deadLetterConfig.arn", () =>
          at(each.props, ["deadLetterConfig", "arn"]),
        )) {
          report(problem, each.urn);
        }
      }
    });
  },
};

function canFail(target: PolicyResource, stack: Stack): boolean {
  const takes = [...stack.references(target, "arn")].some(({ type }) => PATIENT.has(type));
  return !takes && !textsIn(() => target.props["arn"]).some((arn) => /^arn:[^:]+:(sqs|logs):/.test(arn));
}
