import { describeAlarm, type RunbookId } from "../core/runbooks";

/** An alarm on one metric, with every choice made but its dimensions and who hears it. */
export interface PlannedAlarm {
  readonly namespace: string;
  readonly metricName: string;
  readonly statistic: "Maximum" | "Minimum" | "SampleCount" | "Sum";
  /** Seconds that one value covers. */
  readonly period: number;
  readonly evaluationPeriods: number;
  readonly comparisonOperator: "GreaterThanOrEqualToThreshold" | "LessThanOrEqualToThreshold" | "LessThanThreshold";
  readonly threshold: number;
  readonly treatMissingData: "breaching" | "notBreaching";
  readonly alarmDescription: string;
}

/** What an alarm is planned from. */
export interface AlarmChoice extends Omit<PlannedAlarm, "alarmDescription"> {
  /** What is wrong, as a phrase. */
  readonly what: string;
  /** Runbook that says what to do. */
  readonly runbook: RunbookId;
}

/** Who an alarm speaks of, and where its runbook is. */
export interface AlarmSubject {
  /** Name of what is watched. */
  readonly subject: string;
  /** Address of the folder of runbooks. */
  readonly runbooksUrl: string;
}

/** An alarm that names its runbook. */
export function planAlarm(
  { what, runbook, ...alarm }: AlarmChoice,
  { subject, runbooksUrl }: AlarmSubject,
): PlannedAlarm {
  return { ...alarm, alarmDescription: describeAlarm({ subject, what, runbook, runbooksUrl }) };
}
