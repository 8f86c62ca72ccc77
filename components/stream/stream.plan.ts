import { describeAlarm, type RunbookId } from "../core/runbooks";
import { toHours, toSeconds, type Duration } from "../core/units";
import { FAILURE_DEFAULTS, planFailureDestination } from "./failure-destination.plan";
import type {
  FailureAlarm,
  FailureChoices,
  FailureDestinationPlan,
  PlannedThreshold,
} from "./failure-destination.plan";

/** Metrics that Kinesis can publish per shard as well. */
export type ShardMetric =
  | "IncomingBytes"
  | "IncomingRecords"
  | "OutgoingBytes"
  | "OutgoingRecords"
  | "WriteProvisionedThroughputExceeded"
  | "ReadProvisionedThroughputExceeded"
  | "IteratorAgeMilliseconds";

/** How much a stream takes: as much as comes, or what a number of shards carries. */
export type StreamCapacity =
  | "on-demand"
  | {
      /** Shards, each for 1 MB or 1,000 records a second written and 2 MB a second read. */
      readonly shards: number;
    };

/** What decides the shape of a stream. */
export interface StreamPlanArgs extends FailureChoices {
  /** Physical name of the stream, by which producers, consumers and other stacks find it. */
  readonly streamName: string;
  /**
   * How much the stream takes. It can be changed either way, twice in 24 hours.
   *
   * @default "on-demand"
   */
  readonly capacity?: StreamCapacity;
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
}

/** Which child an alarm watches. */
export type Watched = "stream" | "failures" | "parked";

/** Roles of the alarms. */
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
export interface PlannedAlarm extends PlannedThreshold {
  readonly watches: Watched;
}

/** A stream, with every choice made. */
export interface StreamPlan extends FailureDestinationPlan {
  readonly streamName: string;
  readonly retentionHours: number;
  readonly capacity: StreamCapacity;
  readonly shardMetrics: readonly ShardMetric[];
  readonly alarms: Readonly<Record<StreamAlarm, PlannedAlarm>>;
}

/** What a stream gets where its arguments leave the choice open. */
export const STREAM_DEFAULTS = {
  ...FAILURE_DEFAULTS,
  capacity: "on-demand",
  shardMetrics: [],
  iteratorAgeAlarm: "15 minutes",
  protect: true,
} as const satisfies Required<Omit<StreamPlanArgs, "streamName" | "runbooksUrl">> & { protect: boolean };

const MINUTE = 60;

/** Plans a stream, its failure destination and its alarms. */
export function planStream(args: StreamPlanArgs): StreamPlan {
  const failures = planFailureDestination(args.streamName, args);
  return {
    ...failures,
    streamName: args.streamName,
    retentionHours: toHours(args.retention ?? STREAM_DEFAULTS.retention),
    capacity: args.capacity ?? STREAM_DEFAULTS.capacity,
    shardMetrics: (args.shardMetrics ?? STREAM_DEFAULTS.shardMetrics).toSorted(),
    alarms: { ...failures.failureAlarms, ...streamAlarms(args) },
  };
}

function streamAlarms(args: StreamPlanArgs): Pick<StreamPlan["alarms"], Exclude<StreamAlarm, FailureAlarm>> {
  const age = args.iteratorAgeAlarm ?? STREAM_DEFAULTS.iteratorAgeAlarm;
  const sustained = { watches: "stream", periodSeconds: MINUTE, evaluationPeriods: 5, datapointsToAlarm: 3 } as const;
  const { streamName: subject, runbooksUrl } = args;
  const say = (runbook: RunbookId, what: string): string => describeAlarm({ subject, what, runbook, runbooksUrl });
  return {
    "iterator-age": {
      ...sustained,
      metricName: "GetRecords.IteratorAgeMilliseconds",
      statistic: "Maximum",
      threshold: toSeconds(age) * 1_000,
      description: say("stream-reader-behind", `a reader is ${age} behind`),
    },
    "write-throttled": {
      ...sustained,
      metricName: "WriteProvisionedThroughputExceeded",
      statistic: "Sum",
      threshold: 1,
      description: say("stream-write-throttled", "producers are being throttled"),
    },
    "read-throttled": {
      ...sustained,
      metricName: "ReadProvisionedThroughputExceeded",
      statistic: "Sum",
      threshold: 1,
      description: say("stream-read-throttled", "readers are being throttled"),
    },
  };
}
