import { InProcessProgress, PostgresProgress, type EventLog } from "../consume";
import type { Metrics } from "../observe";
import { followEvents, type AvailabilityReader } from "../read";
import type { DbPool } from "../storage";
import { NO_TRACES, traceHandling } from "../trace";
import type { ServiceOptions } from "./service";

/** What the cache's consumer is called in metrics. */
const CONSUMER = "read";

/** Stock rows of which it is known how far the cache has followed. */
const MOST_FOLLOWED = 100_000;

/** What a service gives its cache to follow the stream. */
export interface FollowerOptions extends Pick<ServiceOptions, "source" | "cache" | "traces" | "now" | "clock"> {
  /** What follows. */
  readonly reader: AvailabilityReader;
  /** Where the database is. */
  readonly pool: DbPool;
  /** All events. */
  readonly log: EventLog;
  /** What is measured. */
  readonly metrics: Metrics;
  /** Told under which epoch events came. */
  readonly onEpoch: (epoch: number) => void;
  /** Told of each failure. */
  readonly onError: (error: unknown) => void;
}

/** What follows the stream for the cache. */
export interface Follower {
  /** Fetches what it has waited for too long, and measures what waits; says whether there may be more. */
  heal(): Promise<boolean>;
  stop(): Promise<void>;
}

/**
 * Has the cache follow what other replicas change; without a source, there is nothing to follow. A cache that replicas share is
 * followed by them together, and how far they are is in the database; a cache within this process is followed from now on.
 */
export async function startFollower(options: FollowerOptions): Promise<Follower> {
  const { source, cache, reader, pool, log, metrics, traces = NO_TRACES, now, clock, onError } = options;
  if (source === undefined) {
    return { heal: async () => false, stop: async () => undefined };
  }
  const isShared = cache !== undefined;
  const store = isShared ? new PostgresProgress(pool, CONSUMER) : new InProcessProgress({ most: MOST_FOLLOWED, clock });
  const { consumer, stop } = await followEvents({
    ...{ source, reader, store, now, onError, onEpoch: options.onEpoch },
    group: isShared ? CONSUMER : undefined,
    log,
    around: (handle) => traceHandling(traces, CONSUMER, handle),
    onFollowed: (seconds) => metrics.observeFreshness(seconds),
    onFate: (fate) => metrics.consumedEvents.inc({ consumer: CONSUMER, fate }),
  });
  const heal = async (): Promise<boolean> => {
    const { waiting, stopped } = await store.count();
    metrics.waitingSubjects.set({ consumer: CONSUMER, state: "gap" }, waiting - stopped);
    metrics.waitingSubjects.set({ consumer: CONSUMER, state: "dead-letter" }, stopped);
    return consumer.heal();
  };
  return { heal, stop };
}
