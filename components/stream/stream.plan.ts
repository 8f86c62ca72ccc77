import { toHours, toSeconds, type Duration } from "../core/units";

/** Metrics that Kinesis can publish per shard as well. */
export type ShardMetric =
  | "IncomingBytes"
  | "IncomingRecords"
  | "OutgoingBytes"
  | "OutgoingRecords"
  | "WriteProvisionedThroughputExceeded"
  | "ReadProvisionedThroughputExceeded"
  | "IteratorAgeMilliseconds";

/** What decides the shape of a stream. */
export interface StreamPlanArgs {
  /** Physical name of the stream, by which producers, consumers and other stacks find it. */
  readonly streamName: string;
  /**
   * How long a record can be read again.
   *
   * @default "7 days"
   */
  readonly retention?: Duration;
  /**
   * Metrics published per shard, each at a price per shard.
   *
   * @default - none; the stream's own metrics feed the alarms
   */
  readonly shardMetrics?: readonly ShardMetric[];
  /**
   * How far the slowest reader may fall behind before the alarm.
   *
   * @default "15 minutes"
   */
  readonly iteratorAgeAlarm?: Duration;
  /**
   * How long a failure may wait before the second alarm: its records leave the stream at the end of `retention`.
   *
   * @default "1 day"
   */
  readonly failureAgeAlarm?: Duration;
  /**
   * How many times a failure is handed to the reader of the failure queue before it is parked.
   *
   * @default 5
   */
  readonly redriveAttempts?: number;
  /** Address of the stream's runbook; each alarm names its own section, `#<alarm>`. */
  readonly runbookUrl: string;
}

/** Which child an alarm watches. */
export type Watched = "stream" | "failures" | "parked";

/** Roles of the alarms, which are the sections of the runbook too. */
export const STREAM_ALARMS = [
  "failures-waiting",
  "failures-aging",
  "failures-parked",
  "iterator-age",
  "write-throttled",
  "read-throttled",
] as const;

/** One of {@link STREAM_ALARMS}. */
export type StreamAlarm = (typeof STREAM_ALARMS)[number];

/** One alarm, with every choice made. */
export interface PlannedAlarm {
  readonly watches: Watched;
  readonly metricName: string;
  readonly statistic: "Maximum" | "Sum";
  /** The alarm rings at this value and above. */
  readonly threshold: number;
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly description: string;
}

/** A stream, with every choice made. */
export interface StreamPlan {
  readonly streamName: string;
  readonly retentionHours: number;
  readonly shardMetrics: readonly ShardMetric[];
  readonly failureQueueName: string;
  readonly parkedQueueName: string;
  readonly queueRetentionSeconds: number;
  readonly queueVisibilitySeconds: number;
  readonly redriveAttempts: number;
  readonly alarms: Readonly<Record<StreamAlarm, PlannedAlarm>>;
}

/** What a stream gets where its arguments leave the choice open. */
export const STREAM_DEFAULTS = {
  retention: "7 days",
  shardMetrics: [],
  iteratorAgeAlarm: "15 minutes",
  failureAgeAlarm: "1 day",
  redriveAttempts: 5,
  protect: true,
} as const satisfies Required<Omit<StreamPlanArgs, "streamName" | "runbookUrl">> & { protect: boolean };

/** How long SQS keeps a failure: its longest, so that a failure outlives the records of a stream kept for a week. */
export const FAILURE_RETENTION: Duration = "14 days";
/** How long a reader has for one failure before it is handed out again. */
export const FAILURE_VISIBILITY: Duration = "6 minutes";
/** Suffix of the failure queue's name. */
export const FAILURE_SUFFIX = "-failures";
/** Suffix of the name of the queue of parked failures. */
export const PARKED_SUFFIX = "-failures-parked";

const MINUTE = 60;

/** Plans a stream, its failure destination and its alarms. */
export function planStream(args: StreamPlanArgs): StreamPlan {
  return {
    streamName: args.streamName,
    retentionHours: toHours(args.retention ?? STREAM_DEFAULTS.retention),
    shardMetrics: (args.shardMetrics ?? STREAM_DEFAULTS.shardMetrics).toSorted(),
    failureQueueName: `${args.streamName}${FAILURE_SUFFIX}`,
    parkedQueueName: `${args.streamName}${PARKED_SUFFIX}`,
    queueRetentionSeconds: toSeconds(FAILURE_RETENTION),
    queueVisibilitySeconds: toSeconds(FAILURE_VISIBILITY),
    redriveAttempts: args.redriveAttempts ?? STREAM_DEFAULTS.redriveAttempts,
    alarms: { ...failureAlarms(args), ...streamAlarms(args) },
  };
}

function failureAlarms(args: StreamPlanArgs): Pick<StreamPlan["alarms"], FailureAlarm> {
  const age = args.failureAgeAlarm ?? STREAM_DEFAULTS.failureAgeAlarm;
  const once = { statistic: "Maximum", periodSeconds: MINUTE, evaluationPeriods: 1, datapointsToAlarm: 1 } as const;
  return {
    "failures-waiting": {
      ...once,
      watches: "failures",
      metricName: "ApproximateNumberOfMessagesVisible",
      threshold: 1,
      description: describe(args, "failures-waiting", "a consumer gave up on records, which wait to be redriven"),
    },
    "failures-aging": {
      ...once,
      watches: "failures",
      metricName: "ApproximateAgeOfOldestMessage",
      threshold: toSeconds(age),
      description: describe(args, "failures-aging", `a failure has waited ${age}; its records expire with the stream`),
    },
    "failures-parked": {
      ...once,
      watches: "parked",
      metricName: "ApproximateNumberOfMessagesVisible",
      threshold: 1,
      description: describe(args, "failures-parked", "redriving failed as well; someone has to decide"),
    },
  };
}

function streamAlarms(args: StreamPlanArgs): Pick<StreamPlan["alarms"], Exclude<StreamAlarm, FailureAlarm>> {
  const age = args.iteratorAgeAlarm ?? STREAM_DEFAULTS.iteratorAgeAlarm;
  const sustained = { watches: "stream", periodSeconds: MINUTE, evaluationPeriods: 5, datapointsToAlarm: 3 } as const;
  return {
    "iterator-age": {
      ...sustained,
      metricName: "GetRecords.IteratorAgeMilliseconds",
      statistic: "Maximum",
      threshold: toSeconds(age) * 1_000,
      description: describe(args, "iterator-age", `a reader is ${age} behind`),
    },
    "write-throttled": {
      ...sustained,
      metricName: "WriteProvisionedThroughputExceeded",
      statistic: "Sum",
      threshold: 1,
      description: describe(args, "write-throttled", "producers are being throttled"),
    },
    "read-throttled": {
      ...sustained,
      metricName: "ReadProvisionedThroughputExceeded",
      statistic: "Sum",
      threshold: 1,
      description: describe(args, "read-throttled", "readers are being throttled"),
    },
  };
}

type FailureAlarm = "failures-waiting" | "failures-aging" | "failures-parked";

function describe({ streamName, runbookUrl }: StreamPlanArgs, alarm: StreamAlarm, what: string): string {
  return `${streamName}: ${what}. Runbook: ${runbookUrl}#${alarm}`;
}
