import { DATA_CLASSES, type TagValues } from "../../facts/tag-schema";
import { bucketRefusals } from "../archive";
import type { Refusal } from "../core";
import { alarmTopicsRefusal } from "../core/alarm-topics";
import { logRetentionRefusal } from "../core/log-retention";
import { unknownRegionRefusal } from "../core/places";
import { runbooksUrlRefusal } from "../core/runbooks";
import { toSeconds, type Duration } from "../core/units";
import { isPersonal } from "../lake";
import { classOfSchema } from "./contract-schema";
import { contractRefusals } from "./contract.refusals";
import { FEED_DEFAULTS, type FeedPlanArgs, type FeedSourceShape } from "./feed.plan";

/**
 * Longest name of a delivery stream.
 * Source: https://docs.aws.amazon.com/firehose/latest/APIReference/API_CreateDeliveryStream.html (read 2026-11-27).
 */
export const MAX_FEED_NAME = 64;

const FEED_NAME = new RegExp(`^[a-zA-Z0-9_.-]{1,${MAX_FEED_NAME}}$`);
const DATABASE_NAME = /^[a-z][a-z0-9_]{0,127}$/;
const TOPIC = /^[a-zA-Z0-9._-]{1,249}$/;
const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const SECONDS_A_DAY = 86_400;
const SHORTEST_FAILURES: Duration = "7 days";

/** Where a feed reads, as its refusals see it. */
export interface RefusedSource extends FeedSourceShape {
  /**
   * Topic that it reads, where Kafka carries the records.
   *
   * @default - none: a stream has no topics
   */
  readonly topic?: string;
}

/** What the refusals of a feed look at. */
export interface FeedRefusalArgs extends FeedPlanArgs {
  /** Where it reads. */
  readonly source: RefusedSource;
  /** Tags, whose data class says what the feed may hold. */
  readonly tags: TagValues;
  /** SNS topics that alarms notify. */
  readonly alarmTopicArns: readonly unknown[];
  /**
   * Roles that may read the feed.
   *
   * @default - none beside those of the account that have rights of their own
   */
  readonly readerArns?: Readonly<Record<string, unknown>>;
}

type FeedRefusal = Refusal<FeedRefusalArgs>;

const place: readonly FeedRefusal[] = [
  {
    when: ({ feedName }) => !FEED_NAME.test(feedName),
    say: ({ feedName }) => ({
      arg: "feedName",
      got: feedName,
      expected: `1 to ${MAX_FEED_NAME} letters, digits, underscores, dots or dashes`,
      change: "shorten or correct it",
    }),
  },
  unknownRegionRefusal,
  {
    when: ({ databaseName }) => !DATABASE_NAME.test(databaseName),
    say: ({ databaseName }) => ({
      arg: "databaseName",
      got: databaseName,
      expected: "1 to 128 lower-case letters, digits or underscores, starting with a letter",
      change: "give the name of the lake's database",
    }),
  },
  {
    when: ({ source }) => source.topic !== undefined && !TOPIC.test(source.topic),
    say: ({ source }) => ({
      arg: "source.topic",
      got: source.topic,
      expected: "1 to 249 letters, digits, dots, underscores or dashes",
      change: "name the topic as the cluster does",
    }),
  },
];

const promises: readonly FeedRefusal[] = [
  {
    when: ({ firstDay }) => !DAY.test(firstDay),
    say: ({ firstDay }) => ({
      arg: "firstDay",
      got: firstDay,
      expected: "a day such as 2026-01-01",
      change: "give the day of the first record",
    }),
  },
  {
    when: (args) => !isFailureRetention(args),
    say: (args) => ({
      arg: "failureRetention",
      got: failureRetentionOf(args),
      expected: `whole days, ${SHORTEST_FAILURES} or more, and less than contract.replayRetention (${args.contract.replayRetention})`,
      change: "leave the time to mend a schema and hand the records in again, and no more: they are kept as they came",
    }),
  },
  {
    when: ({ tags }) => isPersonal(tags["data-class"]),
    say: ({ tags }) => ({
      arg: "tags.data-class",
      got: tags["data-class"],
      expected: "public, internal or confidential",
      change: "feed a stream that holds nothing personal: what cannot be converted is kept as it came",
    }),
  },
  {
    when: (args) => promisesLess(args),
    say: ({ tags, contract }) => ({
      arg: "tags.data-class",
      got: tags["data-class"],
      expected: `${classOfSchema(contract.schema)}, as the contract's schema says, or above`,
      change: "raise the tag, or leave the fields out",
    }),
  },
  {
    when: ({ readerArns }) => readerArns !== undefined && Object.keys(readerArns).length === 0,
    say: () => ({
      arg: "readerArns",
      got: {},
      expected: "one reader or more",
      change: "leave it out where nobody else reads",
    }),
  },
];

/** Reasons to refuse a feed. */
export const feedRefusals: readonly FeedRefusal[] = [
  ...bucketRefusals,
  ...contractRefusals,
  ...place,
  ...promises,
  logRetentionRefusal("choose how long failed deliveries can be looked into"),
  runbooksUrlRefusal,
  alarmTopicsRefusal("name whom the alarms reach"),
];

function failureRetentionOf({ failureRetention }: FeedPlanArgs): Duration {
  return failureRetention ?? FEED_DEFAULTS.failureRetention;
}

function isFailureRetention(args: FeedPlanArgs): boolean {
  const seconds = toSeconds(failureRetentionOf(args));
  const isBetween = seconds >= toSeconds(SHORTEST_FAILURES) && seconds < toSeconds(args.contract.replayRetention);
  return seconds % SECONDS_A_DAY === 0 && isBetween;
}

/** Whether the tag is below the contract's class; not where either is wrong in itself, which is said already. */
function promisesLess({ tags, contract }: FeedRefusalArgs): boolean {
  const needed = classOfSchema(contract.schema);
  const tag = rank(tags["data-class"]);
  return tag >= 0 && tag < rank(needed) && !isPersonal(needed);
}

function rank(dataClass: TagValues["data-class"]): number {
  return DATA_CLASSES.indexOf(dataClass);
}
