import type { MetricAlarmArgs } from "@pulumi/aws/cloudwatch";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { isLike, requireSettings } from "../../core/settings";

/** Who is woken up finds what to do. */
export const alarmRequireRunbook: ResourceValidationPolicy = {
  name: "alarm-require-runbook",
  description: "Alarms name their runbook.",
  enforcementLevel: "mandatory",
  severity: "low",
  tags: ["observability"],
  remediationSteps: "Put the address of the runbook into alarmDescription.",
  url: "https://docs.aws.amazon.com/wellarchitected/latest/operational-excellence-pillar/ops_ready_to_support_use_runbooks.html",
  validateResource: ["aws:cloudwatch/metricAlarm:MetricAlarm", "aws:cloudwatch/compositeAlarm:CompositeAlarm"].map(
    (type) =>
      requireSettings<MetricAlarmArgs>(type, [
        {
          property: "alarmDescription",
          read: ({ alarmDescription }) => alarmDescription,
          check: isLike(/https:\/\/\S+/, "a text with the address of a runbook"),
        },
      ]),
  ),
};
