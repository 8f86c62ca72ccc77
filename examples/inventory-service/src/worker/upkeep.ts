import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import type { Batcher } from "../batch";
import type { Metrics } from "../observe";
import { feedShards, forgetOld, keepDays, makeFeedShards, unpublishedAge, type Db } from "../storage";
import type { Stream } from "../stream";
import { Relay } from "./relay";
import { repeat } from "./repeat";
import { sweepHolds } from "./sweep-holds";

/** How long the sweep rests where no hold is left to end: a quarter of what its objective allows. */
const SWEEP_REST_MILLISECONDS = 250;

/** Days are made three ahead: there are some hundred attempts until one is missed. */
const DAYS_REST_MILLISECONDS = 600_000;

/** How long what people wrote is kept, as the API describes it, and how a legacy system's writes compared; and how much is deleted at once. */
const OLD = { keptDays: 90, most: 10_000 } as const;

/** How long the relay rests where nothing is left to publish. */
const RELAY_REST_MILLISECONDS = 100;

/** How long that of a feed does, and how often it is looked how far one is behind. */
const FEED_REST_MILLISECONDS = 1_000;
const FEED_AGE_MILLISECONDS = 10_000;

/** How long the last round of a feed may take, whose readers may be away: what it hands out is handed out again. */
const LAST_ROUND_MILLISECONDS = 3_000;

/** How long the consumer rests where nothing has waited too long. */
const HEAL_REST_MILLISECONDS = 1_000;

/** Days are archived an hour after their end, and counts as they come. */
const RETAIN_REST_MILLISECONDS = 600_000;

/** All of them: the first relay publishes everything, and others stand by. */
const SHARDS = 64;

/** How long a shard is kept without a word. A relay that is killed is followed after this time. */
const LEASE_MILLISECONDS = 10_000;

/** Something that is measured from time to time. */
export interface Measure {
  /** What failures of it are called. */
  readonly name: string;
  /** Between two times. */
  readonly restMilliseconds: number;
  /** Measures it once. */
  readonly take: () => Promise<void>;
}

/** Where events go, from which partition, and by whom. */
interface Publishing {
  readonly stream: Stream;
  readonly partition: string;
  readonly owner: string;
}

/** What upkeep needs. */
export interface UpkeepOptions {
  /** Connections of the service. */
  readonly db: Db;
  /** Where the ends of holds are decided. */
  readonly batcher: Pick<Batcher, "submit">;
  /** What is measured. */
  readonly metrics: Pick<Metrics, "holdLag" | "daysAhead" | "oldestUnpublished" | "oldestUnfed" | "undroppedDays">;
  /** Where events go, from which partition, and by whom; `undefined` where another process publishes them. */
  readonly publish: Publishing | undefined;
  /** The same for each live feed, whose readers may be away without holding up anybody else. */
  readonly feeds: readonly (Publishing & { readonly contract: string })[];
  /** Reads from the log what consumers have waited for too long; resolves to whether there may be more. */
  readonly heal: () => Promise<boolean>;
  /** Archives and drops events that are old enough; resolves to what ought to have been dropped and was not. */
  readonly retain: () => Promise<readonly string[]>;
  /** What does not show by itself. */
  readonly measures: readonly Measure[];
  /** A clock in ms, for measuring. */
  readonly clock: () => number;
  /** Ends it, after what is under way. */
  readonly signal: AbortSignal;
  /** Told of each failure of a task, which is tried again. */
  readonly onError: (task: string, error: unknown) => void;
}

/**
 * Starts what a service does by itself, until it is told to stop: it ends holds whose time is over, makes and
 * drops the days' partitions, publishes events, fetches those that a consumer waits for, archives those of days that are over,
 * and measures.
 * @returns when all of it has stopped
 */
export async function startUpkeep(options: UpkeepOptions): Promise<void> {
  const { db, metrics, signal, onError, heal } = options;
  const sweep = async (): Promise<boolean> => {
    const { full } = await sweepHolds({ ...options, onEnded: (seconds) => metrics.holdLag.observe(seconds) });
    return full;
  };
  const days = async (): Promise<boolean> => {
    const ahead = await keepDays(db);
    if (ahead !== undefined) {
      metrics.daysAhead.set(ahead);
    }
    return forgetOld(db, OLD);
  };
  const measures = [...options.measures, ...options.feeds.map((feed) => feedMeasure(options, feed))];
  await Promise.all([
    repeat(sweep, { restMilliseconds: SWEEP_REST_MILLISECONDS, signal, onError: (error) => onError("sweep", error) }),
    repeat(days, { restMilliseconds: DAYS_REST_MILLISECONDS, signal, onError: (error) => onError("days", error) }),
    repeat(heal, { restMilliseconds: HEAL_REST_MILLISECONDS, signal, onError: (error) => onError("heal", error) }),
    repeat(() => keepEvents(options), {
      ...{ restMilliseconds: RETAIN_REST_MILLISECONDS, signal },
      onError: (error) => onError("retain", error),
    }),
    ...measures.map(({ name, restMilliseconds, take }) =>
      repeat(() => take().then(() => false), { restMilliseconds, signal, onError: (error) => onError(name, error) }),
    ),
    publish(options),
    ...options.feeds.map((feed) => feedOut(options, feed)),
  ]);
}

/** What stays is said one by one, so that each reason is read. */
async function keepEvents({ retain, metrics, onError }: UpkeepOptions): Promise<boolean> {
  const kept = await retain();
  metrics.undroppedDays.set(kept.length);
  kept.forEach((reason) => onError("retain", new Error(`the events of ${reason}`)));
  return false;
}

async function publish({ publish: how, db, metrics, signal, onError }: UpkeepOptions): Promise<void> {
  if (how === undefined) {
    return;
  }
  const relay = new Relay({
    ...how,
    db,
    leaseMilliseconds: LEASE_MILLISECONDS,
    mostShards: SHARDS,
    onOldest: (seconds) => metrics.oldestUnpublished.set(seconds),
  });
  const onFailure = (error: unknown): void => onError("relay", error);
  await repeat(() => relay.round(), { restMilliseconds: RELAY_REST_MILLISECONDS, signal, onError: onFailure });
  await relay.leave().catch(onFailure);
}

/** Hands a feed out. While it is behind it rests for as long as it works, so that it leaves the better half of the time to orders. */
async function feedOut(
  { db, clock, signal, onError }: UpkeepOptions,
  feed: UpkeepOptions["feeds"][number],
): Promise<void> {
  const { contract, ...how } = feed;
  const relay = new Relay({
    ...{ ...how, db, rows: feedShards(contract), leaseMilliseconds: LEASE_MILLISECONDS, mostShards: SHARDS },
    onOldest: () => undefined,
  });
  const onFailure = (error: unknown): void => onError(`feed ${contract}`, error);
  let isMade = false;
  const round = async (): Promise<boolean> => {
    await (isMade ? undefined : makeFeedShards(db, contract));
    isMade = true;
    const begun = clock();
    const hasMore = await relay.round();
    await (hasMore ? setTimeout(clock() - begun, undefined, { signal }).catch(() => undefined) : undefined);
    return hasMore;
  };
  const ended = repeat(round, { restMilliseconds: FEED_REST_MILLISECONDS, signal, onError: onFailure });
  await Promise.race([ended, lastRoundOf(signal)]);
  await relay.leave().catch(onFailure);
}

/** Resolves so long after the end was asked for. */
async function lastRoundOf(signal: AbortSignal): Promise<void> {
  await (signal.aborted ? undefined : once(signal, "abort"));
  await setTimeout(LAST_ROUND_MILLISECONDS, undefined, { ref: false });
}

/** How far a feed is behind. */
function feedMeasure({ db, metrics }: UpkeepOptions, { contract }: UpkeepOptions["feeds"][number]): Measure {
  return {
    name: `read the age of ${contract}`,
    restMilliseconds: FEED_AGE_MILLISECONDS,
    take: async () => metrics.oldestUnfed.set({ contract }, await unpublishedAge(db, feedShards(contract))),
  };
}
