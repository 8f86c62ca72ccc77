import { describeAlarm, type RunbookId } from "../core/runbooks";
import { toSeconds, type Duration } from "../core/units";

/** What carries the records that a feed reads. */
export type FeedSourceKind = "kinesis" | "kafka";

/** Roles of a feed's alarms. */
export const FEED_ALARMS = ["stale", "conversion-failed", "delivery-failing", "source-behind", "throttled"] as const;

/** One of {@link FEED_ALARMS}. */
export type FeedAlarm = (typeof FEED_ALARMS)[number];

/** An alarm on a metric of Firehose, with every choice made. */
export interface PlannedFeedAlarm {
  readonly metricName: string;
  readonly statistic: "Average" | "Maximum" | "Sum";
  readonly comparisonOperator: "GreaterThanThreshold" | "GreaterThanOrEqualToThreshold" | "LessThanThreshold";
  readonly threshold: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly description: string;
}

/** What the alarms depend on. */
export interface FeedAlarmInputs {
  /** Name of the feed, as people on call know it. */
  readonly feedName: string;
  readonly source: FeedSourceKind;
  readonly freshness: Duration;
  readonly runbooksUrl: string;
}

/** Seconds over which Firehose publishes its metrics. */
export const FEED_PERIOD_SECONDS = 300;

const ONCE = { evaluationPeriods: 1, datapointsToAlarm: 1 } as const;
const SUSTAINED = { evaluationPeriods: 3, datapointsToAlarm: 2 } as const;
const MILLISECONDS = 1_000;

/**
 * Plans the alarms of a feed. Firehose counts freshness from when it read a record, and publishes none while nothing is
 * delivered: how far it is behind its source is an alarm of its own.
 *
 * Source: https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-metrics.html (read 2026-11-27).
 */
export function planFeedAlarms(inputs: FeedAlarmInputs): Readonly<Record<FeedAlarm, PlannedFeedAlarm>> {
  const { feedName: subject, freshness, runbooksUrl } = inputs;
  const say = (runbook: RunbookId, what: string): string => describeAlarm({ subject, what, runbook, runbooksUrl });
  return {
    stale: {
      metricName: "DeliveryToS3.DataFreshness",
      statistic: "Maximum",
      comparisonOperator: "GreaterThanThreshold",
      threshold: toSeconds(freshness),
      ...SUSTAINED,
      description: say("feed-stale", `the oldest record that is not delivered is older than ${freshness}`),
    },
    "conversion-failed": {
      metricName: "FailedConversion.Records",
      statistic: "Sum",
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      ...ONCE,
      description: say("feed-conversion-failed", "records do not fit the contract's schema"),
    },
    "delivery-failing": {
      metricName: "DeliveryToS3.Success",
      statistic: "Average",
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      ...SUSTAINED,
      description: say("feed-delivery-failing", "Firehose cannot write to the bucket"),
    },
    ...sourceAlarms(inputs, say),
  };
}

type SourceAlarms = Pick<Record<FeedAlarm, PlannedFeedAlarm>, "source-behind" | "throttled">;

function sourceAlarms(
  { source, freshness }: FeedAlarmInputs,
  say: (runbook: RunbookId, what: string) => string,
): SourceAlarms {
  const limit = toSeconds(freshness) * MILLISECONDS;
  const sustained = { comparisonOperator: "GreaterThanOrEqualToThreshold", ...SUSTAINED } as const;
  switch (source) {
    case "kinesis":
      return {
        "source-behind": {
          ...sustained,
          metricName: "KinesisMillisBehindLatest",
          statistic: "Maximum",
          threshold: limit,
          description: say("feed-source-behind", `Firehose reads the stream more than ${freshness} late`),
        },
        throttled: {
          ...sustained,
          metricName: "ThrottledGetRecords",
          statistic: "Sum",
          threshold: 1,
          description: say("feed-throttled", "the stream throttles Firehose"),
        },
      };
    case "kafka":
      return {
        "source-behind": {
          ...sustained,
          metricName: "DataReadFromSource.Backpressured",
          statistic: "Maximum",
          threshold: 1,
          description: say("feed-source-behind", "Firehose cannot keep up with the topic"),
        },
        throttled: {
          ...sustained,
          metricName: "SourceThrottled.Delay",
          statistic: "Maximum",
          threshold: limit,
          description: say("feed-throttled", "the brokers delay Firehose"),
        },
      };
  }
}
