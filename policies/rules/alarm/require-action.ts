import type { PolicyResource } from "@pulumi/policy";
import type { RelationalRule } from "../../core/relational";
import { judgeAll, readUnlessUnknown } from "../../core/rule";
import { hasSome } from "../../core/settings";
import type { Stack } from "../../core/stack";
import { member } from "../../core/tags";
import { textsIn } from "../../core/texts";

const COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm";

const ALARMS = ["aws:cloudwatch/metricAlarm:MetricAlarm", COMPOSITE] as const;

/** An alarm tells somebody: itself, or by an alarm of alarms. */
export const alarmRequireAction: RelationalRule = {
  name: "alarm-require-action",
  description: "Alarms tell somebody.",
  enforcementLevel: "mandatory",
  severity: "medium",
  tags: ["observability"],
  remediationSteps:
    "Set alarmActions to a topic that reaches who is on call, or name the alarm in the rule of a composite alarm.",
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html",
  judgeStack: (stack, report) => {
    judgeAll(stack.ofType(...ALARMS), (alarm) => {
      if (!isCombined(alarm, stack)) {
        for (const problem of hasSome("alarmActions", () => alarm.props["alarmActions"])) {
          report(problem, alarm.urn);
        }
      }
    });
  },
};

/** Whether an alarm of alarms takes one into account. */
function isCombined(alarm: PolicyResource, stack: Stack): boolean {
  const name = readUnlessUnknown(() => member(alarm.props, "name") ?? member(alarm.props, "alarmName"));
  const rules = stack.ofType(COMPOSITE).flatMap(({ props }) => textsIn(() => props["alarmRule"]));
  const named = typeof name === "string" && rules.some((rule) => rule.includes(name));
  return named || stack.referrers(alarm, COMPOSITE, "alarmRule").length > 0;
}
