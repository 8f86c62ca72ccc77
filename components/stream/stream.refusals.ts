import type { Refusal } from "../core";
import { toSeconds, type Duration } from "../core/units";
import { PARKED_SUFFIX } from "./failure-destination.plan";
import { failureRefusals, isShorter, type FailureRefusalArgs } from "./failure-destination.refusals";
import { STREAM_DEFAULTS, type StreamCapacity, type StreamPlanArgs } from "./stream.plan";

/** Shortest retention: a week-end, a bank holiday and a day to repair a consumer. */
export const MIN_RETENTION: Duration = "7 days";
/**
 * Longest retention Kinesis offers.
 *
 * Source: https://docs.aws.amazon.com/streams/latest/dev/kinesis-extended-retention.html (read 2026-11-24).
 */
export const MAX_RETENTION: Duration = "365 days";
/** Longest name of an SQS queue, which the stream's name has to leave room in. */
const MAX_QUEUE_NAME = 80;
/** Longest name of a stream. */
export const MAX_STREAM_NAME = MAX_QUEUE_NAME - PARKED_SUFFIX.length;

const STREAM_NAME = new RegExp(`^[a-zA-Z0-9_-]{1,${MAX_STREAM_NAME}}$`);
const HOUR = 3_600;
const MINUTE = 60;

/** What the refusals of a stream look at. */
export interface StreamRefusalArgs extends StreamPlanArgs, FailureRefusalArgs {}

type StreamRefusal = Refusal<StreamRefusalArgs>;

/** Reasons to refuse a stream. */
export const streamRefusals: readonly StreamRefusal[] = [
  {
    when: ({ streamName }) => !STREAM_NAME.test(streamName),
    say: ({ streamName }) => ({
      arg: "streamName",
      got: streamName,
      expected: `1 to ${MAX_STREAM_NAME} letters, digits, underscores or dashes`,
      change: `choose a name that leaves room for "${PARKED_SUFFIX}" in a queue's name`,
    }),
  },
  {
    when: (args) => isOutside(retentionOf(args), MIN_RETENTION, MAX_RETENTION),
    say: (args) => ({
      arg: "retention",
      got: retentionOf(args),
      expected: `${MIN_RETENTION} to ${MAX_RETENTION}`,
      change: "keep records long enough to repair a consumer and read them again",
    }),
  },
  {
    when: (args) => toSeconds(retentionOf(args)) % HOUR !== 0,
    say: (args) => ({
      arg: "retention",
      got: retentionOf(args),
      expected: "whole hours",
      change: "round it up to the next hour",
    }),
  },
  {
    when: ({ capacity }) => capacity !== undefined && !isCapacity(capacity),
    say: ({ capacity }) => ({
      arg: "capacity",
      got: capacity,
      expected: '"on-demand" or a whole number of shards from 1',
      change: "count a shard for each MB, or 1,000 records, written a second at peak",
    }),
  },
  {
    when: ({ shardMetrics }) => new Set(shardMetrics).size !== (shardMetrics ?? []).length,
    say: ({ shardMetrics }) => ({
      arg: "shardMetrics",
      got: shardMetrics,
      expected: "each metric once",
      change: "list a metric once",
    }),
  },
  {
    when: (args) => toSeconds(iteratorAgeOf(args)) < MINUTE || !isShorter(iteratorAgeOf(args), retentionOf(args)),
    say: (args) => ({
      arg: "iteratorAgeAlarm",
      got: iteratorAgeOf(args),
      expected: `1 minute or more, and less than retention (${retentionOf(args)})`,
      change: "leave the time it takes to catch up before records expire",
    }),
  },
  ...failureRefusals,
];

function retentionOf({ retention }: StreamPlanArgs): Duration {
  return retention ?? STREAM_DEFAULTS.retention;
}

function iteratorAgeOf({ iteratorAgeAlarm }: StreamPlanArgs): Duration {
  return iteratorAgeAlarm ?? STREAM_DEFAULTS.iteratorAgeAlarm;
}

function isOutside(duration: Duration, shortest: Duration, longest: Duration): boolean {
  return toSeconds(duration) < toSeconds(shortest) || toSeconds(duration) > toSeconds(longest);
}

function isCapacity(capacity: StreamCapacity): boolean {
  return capacity === "on-demand" || (Number.isInteger(capacity.shards) && capacity.shards >= 1);
}
