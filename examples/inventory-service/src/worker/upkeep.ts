import type { Batcher } from "../batch";
import type { Metrics } from "../observe";
import { keepDays, type Db } from "../storage";
import { repeat } from "./repeat";
import { sweepHolds } from "./sweep-holds";

/** How long the sweep rests where no hold is left to end: a quarter of what its objective allows. */
const SWEEP_REST_MILLISECONDS = 250;

/** Days are made three ahead; an hour leaves many attempts. */
const DAYS_REST_MILLISECONDS = 3_600_000;

/** What upkeep needs. */
export interface UpkeepOptions {
  /** Connections of the service. */
  readonly db: Db;
  /** Where the ends of holds are decided. */
  readonly batcher: Pick<Batcher, "submit">;
  /** What is measured. */
  readonly metrics: Pick<Metrics, "holdLag" | "daysAhead">;
  /** A clock in ms, for measuring. */
  readonly clock: () => number;
  /** Ends it, after what is under way. */
  readonly signal: AbortSignal;
  /** Told of each failure of a task, which is tried again. */
  readonly onError: (task: string, error: unknown) => void;
}

/**
 * Starts what a service does by itself, until it is told to stop: it ends holds whose time is over, and makes and drops the
 * days' partitions.
 * @returns when all of it has stopped
 */
export async function startUpkeep(options: UpkeepOptions): Promise<void> {
  const { db, metrics, signal, onError } = options;
  const sweep = async (): Promise<boolean> => {
    const { full } = await sweepHolds({ ...options, onEnded: (seconds) => metrics.holdLag.observe(seconds) });
    return full;
  };
  const days = async (): Promise<boolean> => {
    const ahead = await keepDays(db);
    if (ahead !== undefined) {
      metrics.daysAhead.set(ahead);
    }
    return false;
  };
  await Promise.all([
    repeat(sweep, { restMilliseconds: SWEEP_REST_MILLISECONDS, signal, onError: (error) => onError("sweep", error) }),
    repeat(days, { restMilliseconds: DAYS_REST_MILLISECONDS, signal, onError: (error) => onError("days", error) }),
  ]);
}
