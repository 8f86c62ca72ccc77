import type { Rights } from "../core/rights";
import { describeAlarm } from "../core/runbooks";
import { toDays, toMiB, toSeconds, type Duration, type Size } from "../core/units";
import { planImageSuffix, POD_DEFAULTS, type WorkloadImage } from "../workload/pod.plan";
import { planRunAlarms, type BatchAlarm, type PlannedBatchAlarm } from "./batch-alarms.plan";
import {
  BATCH_JOB_DEFAULTS,
  CHECKPOINT_VARIABLE,
  planTimes,
  scheduleOf,
  type BatchJobPlanArgs,
  type Capacity,
} from "./batch-job.plan";
import { readCron } from "./cron-schedule";
import { schedulerCron } from "./scheduler-cron";

/** Where a job of a queue saves how far it has come. */
export interface QueuedCheckpoint {
  /** Bucket, in the job's region. */
  readonly bucketName: unknown;
  /** Prefix of the job's own objects, without a slash at either end. */
  readonly prefix: string;
  /** ARN of the customer key that encrypts the bucket. */
  readonly keyArn: unknown;
}

/** What decides the shape of a job on a queue of AWS Batch. */
export interface QueuedBatchJobPlanArgs extends Pick<
  BatchJobPlanArgs,
  "region" | "schedule" | "timeZone" | "suspend" | "startWithin" | "deadline"
> {
  /** Physical name of its definition and its schedule, in account and region: `prod-eu-central-1-reconciliation`. */
  readonly jobName: string;
  /** Account of the job, which alone lets the services assume its roles. */
  readonly accountId: string;
  /** Its container image, built for the queue's architecture. */
  readonly image: WorkloadImage;
  /**
   * What the container runs.
   *
   * @default - what its image says
   */
  readonly command?: readonly string[];
  /**
   * Virtual processors of a shard.
   *
   * @default 1
   */
  readonly vcpus?: number;
  /**
   * Memory of a shard; one that needs more is ended.
   *
   * @default "2 GiB"
   */
  readonly memory?: Size;
  /**
   * User that the process runs as; not 0.
   *
   * @default 65532
   */
  readonly userId?: number;
  /**
   * Shards of a run, each a container that knows its index; a run has succeeded when all have.
   *
   * @default 1
   */
  readonly completions?: number;
  /**
   * What the queue runs it on.
   *
   * @default "spot"
   */
  readonly capacity?: Capacity;
  /**
   * Where it saves how far it has come; a job on spot has to.
   *
   * @default - nowhere: whatever is interrupted starts again
   */
  readonly checkpoint?: QueuedCheckpoint;
  /**
   * Exit codes by which a shard says that it can never succeed: it is not tried again. Three at most.
   *
   * @default [65, 78]
   */
  readonly finalExitCodes?: readonly number[];
  /**
   * Plain environment variables.
   *
   * @default - none but those that every run is given
   */
  readonly env?: Readonly<Record<string, unknown>>;
  /**
   * Environment variables from Secrets Manager.
   *
   * @default - none
   */
  readonly secrets?: Readonly<Record<string, unknown>>;
  /**
   * What it may do beside saving, by the name of the statement.
   *
   * @default - nothing
   */
  readonly rights?: Rights<unknown>;
  /**
   * How long the record of how runs ended is kept.
   *
   * @default "365 days"
   */
  readonly logRetention?: Duration;
  /** SNS topics that alarms notify. */
  readonly alarmTopicArns: readonly unknown[];
  /** Address of the folder of runbooks; each alarm names its own, `<runbooksUrl>/<id>.md`. */
  readonly runbooksUrl: string;
}

/**
 * A rule of a job definition's retry strategy; the first that fits the end of an attempt counts. Lower case, as the
 * provider writes actions into its state.
 */
export interface PlannedRetryRule {
  readonly action: "retry" | "exit";
  readonly onStatusReason?: string;
  readonly onExitCode?: string;
  readonly onReason?: string;
}

/** A job on a queue of AWS Batch, with every choice made. */
export interface QueuedBatchJobPlan {
  readonly jobName: string;
  readonly imageSuffix: string;
  readonly command: readonly string[];
  readonly vcpus: number;
  readonly memoryMiB: number;
  readonly userId: number;
  readonly scheduleExpression: string;
  readonly timeZone: string;
  readonly suspend: boolean;
  /** How long EventBridge Scheduler tries to submit a run. */
  readonly submitSeconds: number;
  /** After how long AWS Batch ends an attempt of a shard. */
  readonly attemptSeconds: number;
  readonly completions: number;
  readonly attempts: number;
  readonly retryRules: readonly PlannedRetryRule[];
  /** Variables that every shard is given, without the checkpoint's. */
  readonly variables: readonly { readonly name: string; readonly value: string }[];
  readonly eventLogGroupName: string;
  readonly eventsPolicyName: string;
  readonly logRetentionDays: number;
  readonly alarms: Readonly<Partial<Record<BatchAlarm, PlannedBatchAlarm>>>;
  readonly undeliveredDescription: string;
}

/** Defaults of {@link QueuedBatchJobPlanArgs}. */
export const QUEUED_BATCH_JOB_DEFAULTS = {
  vcpus: 1,
  memory: BATCH_JOB_DEFAULTS.memory,
  userId: POD_DEFAULTS.userId,
  completions: BATCH_JOB_DEFAULTS.completions,
  capacity: BATCH_JOB_DEFAULTS.capacity,
  finalExitCodes: [65, 78],
  logRetention: "365 days",
} as const satisfies Partial<QueuedBatchJobPlanArgs>;

/**
 * Attempts of a shard: the most that AWS Batch knows. It counts those that lost their host like any other.
 * Source: https://docs.aws.amazon.com/batch/latest/userguide/job_retries.html (read 2026-11-26).
 */
export const MAX_ATTEMPTS = 10;
/** What EventBridge Scheduler writes the time of a run for: the run's name, which a repetition by hand keeps. */
export const RUN_PLACEHOLDER = "<aws.scheduler.scheduled-time>";
/** Names that every shard is given. */
export const QUEUED_VARIABLES = ["JOB_COMPLETIONS", CHECKPOINT_VARIABLE] as const;

/** Plans a job on a queue of AWS Batch. */
export function planQueuedBatchJob(args: QueuedBatchJobPlanArgs): QueuedBatchJobPlan {
  const chosen = { ...QUEUED_BATCH_JOB_DEFAULTS, ...args };
  const times = planTimes(args);
  const { jobName, runbooksUrl } = args;
  return {
    jobName,
    imageSuffix: planImageSuffix(args.image),
    command: args.command ?? [],
    vcpus: chosen.vcpus,
    memoryMiB: toMiB(chosen.memory),
    userId: chosen.userId,
    scheduleExpression: scheduleExpressionOf(args) ?? "",
    timeZone: times.timeZone,
    suspend: times.suspend,
    submitSeconds: times.startingDeadlineSeconds,
    attemptSeconds: times.activeDeadlineSeconds,
    completions: chosen.completions,
    attempts: MAX_ATTEMPTS,
    retryRules: planRetries(chosen.finalExitCodes),
    variables: [{ name: "JOB_COMPLETIONS", value: String(chosen.completions) }],
    eventLogGroupName: `/aws/events/${jobName}`,
    eventsPolicyName: `${jobName}-events`,
    logRetentionDays: toDays(chosen.logRetention),
    alarms: planRunAlarms({ subject: jobName, patterns: PATTERNS }, { ...times, runbooksUrl }),
    undeliveredDescription: describeAlarm({
      subject: jobName,
      what: "the schedule could not submit a run",
      runbook: "batch-run-undelivered",
      runbooksUrl,
    }),
  };
}

/** The schedule as EventBridge Scheduler reads it; `undefined` where it cannot say it. */
export function scheduleExpressionOf(args: Pick<QueuedBatchJobPlanArgs, "schedule">): string | undefined {
  const cron = readCron(scheduleOf(args));
  return cron === undefined ? undefined : schedulerCron(cron);
}

/** Ends of runs, in the log that EventBridge writes them into. */
const PATTERNS = { failed: endsWith("FAILED"), missed: endsWith("SUCCEEDED") } as const;

function endsWith(status: string): string {
  return `{ $.detail.status = "${status}" }`;
}

/** A host that AWS took away did nothing wrong: this comes first, as its container ends with a code of its own. */
function planRetries(finalExitCodes: readonly number[]): PlannedRetryRule[] {
  return [
    { action: "retry", onStatusReason: "Host EC2*" },
    ...finalExitCodes
      .toSorted((left, right) => left - right)
      .map((code) => ({ action: "exit", onExitCode: String(code) }) as const),
    { action: "retry", onReason: "*" },
  ];
}

/** Seconds of the shortest and the longest time that EventBridge Scheduler tries, and AWS Batch lets an attempt run. */
export const QUEUED_TIMES = { submit: { least: 60, most: toSeconds("24 hours") }, attempt: 60 } as const;

/**
 * Most shards of an array job, longest name of a schedule, exit codes that fit into a retry strategy of five rules.
 * Sources: https://docs.aws.amazon.com/batch/latest/userguide/array_jobs.html,
 * https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html (both read 2026-11-26).
 */
export const QUEUED_LIMITS = { completions: 10_000, name: 64, finalExitCodes: 3 } as const;
