import { CLOUDWATCH_LIMITS } from "../../facts/cloudwatch-limits";
import { describeAlarm } from "../core/runbooks";
import { gapsOf, readCron } from "./cron-schedule";

/** What a batch job rings for: a run failed, or none has succeeded in time. */
export type BatchAlarm = "failed" | "missed";

/** An alarm on a metric that is counted from a log of how runs ended. */
export interface PlannedBatchAlarm {
  /** Pattern of the events in the log that the metric counts. */
  readonly pattern: string;
  readonly description: string;
  readonly comparisonOperator: "GreaterThanOrEqualToThreshold" | "LessThanThreshold";
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  readonly treatMissingData: "notBreaching" | "breaching";
  /** Whether the alarm notifies; while runs are suspended none is missed. */
  readonly actionsEnabled: boolean;
}

/** Namespace of the metrics in CloudWatch. */
export const BATCH_METRICS_NAMESPACE = "InventoryPlatform/Batch";

/** The name that the job's runs are found by in the audit log. */
interface JobIdentity {
  readonly name: string;
  readonly namespace: string;
}

/** The runs that alarms watch, and how a log tells their ends. */
export interface WatchedJob {
  /** What the alarms call the job. */
  readonly subject: string;
  /** Patterns of the events that tell of a run's end. */
  readonly patterns: Readonly<Record<BatchAlarm, string>>;
}

/** What the alarms depend on. */
export interface AlarmInputs {
  readonly schedule: string;
  readonly suspend: boolean;
  readonly startingDeadlineSeconds: number;
  readonly activeDeadlineSeconds: number;
  readonly runbooksUrl: string;
}

const HOUR = 3_600;
/** A run's last conditions: the one it was suspended with, the one that announced its end, and its end. */
const CONDITIONS = [0, 1, 2] as const;

/** Plans the alarms on runs that Kubernetes starts. */
export function planAlarms(
  job: JobIdentity,
  inputs: AlarmInputs,
): Readonly<Partial<Record<BatchAlarm, PlannedBatchAlarm>>> {
  const patterns = { failed: runsThatEnded(job, "Failed"), missed: runsThatEnded(job, "Complete") };
  return planRunAlarms({ subject: `${job.namespace}/${job.name}`, patterns }, inputs);
}

/**
 * Plans the alarms. The longest time without a success is the schedule's longest gap, a late start, a run's deadline,
 * and an hour for the day on which the clocks go back; what is longer than CloudWatch looks back cannot be watched, so a
 * monthly job has no alarm for a missed run.
 */
export function planRunAlarms(
  { subject, patterns }: WatchedJob,
  inputs: AlarmInputs,
): Readonly<Partial<Record<BatchAlarm, PlannedBatchAlarm>>> {
  const named = { subject, runbooksUrl: inputs.runbooksUrl };
  const failed: PlannedBatchAlarm = {
    pattern: patterns.failed,
    description: describeAlarm({ ...named, what: "a run failed", runbook: "batch-run-failed" }),
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    periodSeconds: 300,
    evaluationPeriods: 1,
    treatMissingData: "notBreaching",
    actionsEnabled: true,
  };
  const hours = hoursWithoutSuccess(inputs);
  if (hours === undefined || hours * HOUR > CLOUDWATCH_LIMITS.longestWindowSeconds) {
    return { failed };
  }
  const missed: PlannedBatchAlarm = {
    pattern: patterns.missed,
    description: describeAlarm({
      ...named,
      what: `no run has succeeded for ${hours} hours`,
      runbook: "batch-run-missed",
    }),
    comparisonOperator: "LessThanThreshold",
    periodSeconds: HOUR,
    evaluationPeriods: hours,
    treatMissingData: "breaching",
    actionsEnabled: !inputs.suspend,
  };
  return { failed, missed };
}

/** Hours after which a success is overdue. */
function hoursWithoutSuccess({
  schedule,
  startingDeadlineSeconds,
  activeDeadlineSeconds,
}: AlarmInputs): number | undefined {
  const cron = readCron(schedule);
  const gaps = cron === undefined ? undefined : gapsOf(cron);
  return gaps === undefined
    ? undefined
    : Math.ceil(gaps.longestMinutes / 60 + (startingDeadlineSeconds + activeDeadlineSeconds) / HOUR) + 1;
}

/**
 * Audit events in which the job controller writes the end of a run: an update of a Job's status whose owner is the
 * CronJob. EKS logs such requests whole: its policy is Kubernetes' reference policy, which takes `batch` at
 * `RequestResponse`. Source: https://docs.aws.amazon.com/eks/latest/best-practices/auditing-and-logging.html
 */
function runsThatEnded({ name, namespace }: JobIdentity, end: "Complete" | "Failed"): string {
  const status = CONDITIONS.map(
    (index) =>
      `(($.requestObject.status.conditions[${index}].type = "${end}") && ` +
      `($.requestObject.status.conditions[${index}].status = "True"))`,
  );
  return (
    `{ ($.stage = "ResponseComplete") && ($.responseStatus.code = 200) && ` +
    `($.objectRef.resource = "jobs") && ($.objectRef.subresource = "status") && ($.objectRef.namespace = "${namespace}") && ` +
    `($.requestObject.metadata.ownerReferences[0].kind = "CronJob") && ` +
    `($.requestObject.metadata.ownerReferences[0].name = "${name}") && (${status.join(" || ")}) }`
  );
}
