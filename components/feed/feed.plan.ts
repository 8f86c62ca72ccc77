import type { DataClass } from "../../facts/tag-schema";
import { BUCKET_DEFAULTS, type LifecycleSettings } from "../archive";
import { toDays, toSeconds, type Duration } from "../core/units";
import type { JsonSchema } from "../stream";
import { classOfSchema, columnsOf, type FeedColumn } from "./contract-schema";
import { planFeedAlarms, type FeedAlarm, type FeedSourceKind, type PlannedFeedAlarm } from "./feed-alarms";

/** What a feed promises to whoever reads it, such as a warehouse or a customer data platform. */
export interface FeedContract {
  /** Name, such as `stock-changes`. */
  readonly name: string;
  /** Version: another one for every change that a reader would have to follow, beside the one before. */
  readonly version: number;
  /** What the records are, in a sentence. */
  readonly description: string;
  /** A record, every field with its class of data in `x-data-class`, no object open, nothing personal. */
  readonly schema: JsonSchema;
  /** How old a record may be until it can be read. */
  readonly freshness: Duration;
  /** How long records can be read again from their files. */
  readonly replayRetention: Duration;
}

/** Where a feed reads, as far as its shape depends on it. */
export interface FeedSourceShape {
  /** What carries the records. */
  readonly kind: FeedSourceKind;
}

/** What decides the shape of a feed. */
export interface FeedPlanArgs {
  /** Physical name of the delivery stream and of its log: `prod-eu-central-1-stock-changes`. */
  readonly feedName: string;
  /** What it promises. */
  readonly contract: FeedContract;
  /** Where it reads. */
  readonly source: FeedSourceShape;
  /** Beginning of the name of its bucket; account and region follow. */
  readonly bucketName: string;
  /** Account of the feed, for which alone Firehose may take its roles. */
  readonly accountId: string;
  /** Region of the feed, and of its source. */
  readonly region: string;
  /** Name of the database in the Glue catalogue that the table belongs to, such as that of a `Lake`. */
  readonly databaseName: string;
  /** Day of the first record, as `2026-01-01`. */
  readonly firstDay: string;
  /**
   * How long records that could not be converted are kept, as they were.
   *
   * @default "14 days"
   */
  readonly failureRetention?: Duration;
  /**
   * How long Firehose's log of failed deliveries is kept.
   *
   * @default "365 days"
   */
  readonly logRetention?: Duration;
  /** Address of the folder of runbooks; each alarm names its own, `<runbooksUrl>/<id>.md`. */
  readonly runbooksUrl: string;
}

/** The contract as its readers get it. */
export interface PublishedContract {
  /** Name and version: `stock-changes@1`. */
  readonly id: string;
  /** What the records are. */
  readonly description: string;
  /** A record. */
  readonly schema: JsonSchema;
  /** The most protected class of data in it; never personal. */
  readonly dataClass: DataClass;
  /** How old a record may be until it can be read, in seconds. */
  readonly freshnessSeconds: number;
  /** What reading again means, and for how many days. */
  readonly replay: { readonly days: number; readonly how: string };
  /** What comes twice, and how it is told apart. */
  readonly delivery: string;
}

/** A feed, with every choice made. */
export interface FeedPlan {
  readonly feedName: string;
  readonly contract: PublishedContract;
  readonly tableName: string;
  readonly columns: readonly FeedColumn[];
  /** Prefix of the Parquet files. */
  readonly dataPrefix: string;
  /** Prefix of what could not be converted or delivered. */
  readonly failurePrefix: string;
  /** Prefixes as Firehose writes them, with the day of arrival. */
  readonly deliveredTo: { readonly data: string; readonly failures: string };
  readonly tableParameters: Readonly<Record<string, string>>;
  readonly bufferSeconds: number;
  readonly lifecycle: LifecycleSettings;
  readonly earlierExpiry: Readonly<Record<string, Duration>>;
  readonly logGroupName: string;
  readonly logRetentionDays: number;
  readonly alarms: Readonly<Record<FeedAlarm, PlannedFeedAlarm>>;
}

/** What a feed gets where its arguments leave the choice open. */
export const FEED_DEFAULTS = {
  failureRetention: "14 days",
  logRetention: "365 days",
  protect: BUCKET_DEFAULTS.protect,
} as const satisfies Partial<FeedPlanArgs> & { protect: boolean };

/** Key by which the files are split: the day on which Firehose was given their first record, in UTC. */
export const FEED_PARTITION_KEY = "dt";
/**
 * MiB that Firehose collects before it writes: the most it takes; with conversion it takes 64 or more.
 * Source: https://docs.aws.amazon.com/firehose/latest/APIReference/API_BufferingHints.html (read 2026-11-27).
 */
export const FEED_BUFFER_MIB = 128;
/** Seconds that Firehose may collect: at most what it takes. */
const BUFFER_SECONDS = { least: 60, most: 900 } as const;
/** Prefixes below which the files of every feed lie; the last is for jobs that read it. */
export const FEED_ROOTS = { data: "feeds/", failures: "failures/", work: "work/" } as const;
/** How long jobs that read a feed can find what they saved. */
const WORK_RETENTION: Duration = "14 days";
/** How long a deleted file can be brought back. */
const NONCURRENT: Duration = "7 days";

/** Plans a feed. */
export function planFeed(args: FeedPlanArgs): FeedPlan {
  const { feedName, contract } = args;
  const chosen = { ...FEED_DEFAULTS, ...args };
  const place = `${contract.name}/v${contract.version}/`;
  const dataPrefix = `${FEED_ROOTS.data}${place}`;
  const failurePrefix = `${FEED_ROOTS.failures}${place}`;
  const published = publish(contract);
  return {
    feedName,
    contract: published,
    tableName: `${contract.name.replaceAll("-", "_")}_v${contract.version}`,
    columns: columnsOf(contract.schema),
    dataPrefix,
    failurePrefix,
    deliveredTo: {
      data: `${dataPrefix}${FEED_PARTITION_KEY}=!{timestamp:yyyy-MM-dd}/`,
      failures: `${failurePrefix}!{firehose:error-output-type}/${FEED_PARTITION_KEY}=!{timestamp:yyyy-MM-dd}/`,
    },
    tableParameters: tableParameters(args, published),
    bufferSeconds: bufferOf(contract.freshness),
    lifecycle: {
      infrequentAccess: "never",
      instantRetrieval: "never",
      deepArchive: "never",
      expiry: contract.replayRetention,
      noncurrentExpiry: NONCURRENT,
    },
    earlierExpiry: { [FEED_ROOTS.failures]: chosen.failureRetention, [FEED_ROOTS.work]: WORK_RETENTION },
    logGroupName: `/aws/kinesisfirehose/${feedName}`,
    logRetentionDays: toDays(chosen.logRetention),
    alarms: planFeedAlarms({
      feedName,
      source: args.source.kind,
      freshness: contract.freshness,
      runbooksUrl: args.runbooksUrl,
    }),
  };
}

/** Half of what freshness allows: the other half is for reading, converting, and writing once more. */
function bufferOf(freshness: Duration): number {
  const half = Math.floor(toSeconds(freshness) / 2);
  return Math.min(BUFFER_SECONDS.most, Math.max(BUFFER_SECONDS.least, half));
}

function publish({ name, version, description, schema, freshness, replayRetention }: FeedContract): PublishedContract {
  return {
    id: `${name}@${version}`,
    description,
    schema,
    dataClass: classOfSchema(schema),
    freshnessSeconds: toSeconds(freshness),
    replay: {
      days: toDays(replayRetention),
      how: "read the days anew: a file does not change once it is there",
    },
    delivery: "at least once: drop what has an id that was read already",
  };
}

/**
 * What the catalogue says of the table: how Athena finds the days, and the contract.
 * Source: https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html (read 2026-11-24).
 */
function tableParameters({ firstDay }: FeedPlanArgs, contract: PublishedContract): Readonly<Record<string, string>> {
  const key = FEED_PARTITION_KEY;
  return {
    EXTERNAL: "TRUE",
    classification: "parquet",
    "data-class": contract.dataClass,
    contract: contract.id,
    "contract.delivery": contract.delivery,
    "contract.freshness-seconds": String(contract.freshnessSeconds),
    "contract.replay-days": String(contract.replay.days),
    "contract.schema": JSON.stringify(contract.schema),
    "projection.enabled": "true",
    [`projection.${key}.type`]: "date",
    [`projection.${key}.format`]: "yyyy-MM-dd",
    [`projection.${key}.range`]: `${firstDay},NOW`,
    [`projection.${key}.interval`]: "1",
    [`projection.${key}.interval.unit`]: "DAYS",
  };
}
