import { alarmRequireRunbook } from "../../../../policies/rules/alarm/require-runbook";
import { describeRule } from "../../harness";

const type = "aws:cloudwatch/metricAlarm:MetricAlarm";

describeRule(alarmRequireRunbook, {
  good: { type, props: { alarmDescription: "Queue is old. Runbook: https://runbooks.example.com/queue.md" } },
  broken: [
    {
      path: "alarmDescription",
      to: "Queue is old.",
      message: 'alarmDescription is "Queue is old.", expected a text with the address of a runbook',
    },
    {
      path: "alarmDescription",
      to: undefined,
      message: "alarmDescription is missing, expected a text with the address of a runbook",
    },
  ],
  alsoBroken: {
    "an alarm of alarms": {
      type: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
      props: {},
      message: "alarmDescription is missing, expected a text with the address of a runbook",
    },
  },
  unknown: ["alarmDescription"],
  secret: ["alarmDescription"],
});
