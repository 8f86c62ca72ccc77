import type { Batcher } from "../batch";
import { dueHolds, type Db, type DueHold } from "../storage";

/** Holds that one sweep ends at most. */
const MOST_HOLDS = 500;

/** How long a sweep waits for the turn of its commands. */
const SWEEP_TIMEOUT_MILLISECONDS = 10_000;

/** What a sweep needs. */
export interface SweepOptions {
  /** Where due holds are looked up. */
  readonly db: Db;
  /** Where their ends are decided. */
  readonly batcher: Pick<Batcher, "submit">;
  /** A clock in ms. It measures how long a sweep takes. */
  readonly clock: () => number;
  /** Told of each hold that was ended, how long after its time, in seconds. */
  readonly onEnded: (lagSeconds: number) => void;
}

/** What a sweep did. */
export interface Sweep {
  readonly ended: number;
  /** Whether there were as many as one sweep takes, so that there may be more. */
  readonly full: boolean;
}

/**
 * Ends holds whose time is over, as commands like any other: decided under the locks of their rows, so that a hold that is
 * confirmed meanwhile stays confirmed. Replicas may sweep at the same time: who comes second is refused.
 */
export async function sweepHolds(options: SweepOptions): Promise<Sweep> {
  const started = options.clock();
  const due = await dueHolds(options.db, MOST_HOLDS);
  const ended = await Promise.all(due.map((hold) => endHold(options, hold, started)));
  return { ended: ended.filter((each) => each).length, full: due.length === MOST_HOLDS };
}

async function endHold({ batcher, clock, onEnded }: SweepOptions, hold: DueHold, started: number): Promise<boolean> {
  const { tenant, reservation, overdueMilliseconds } = hold;
  const request = { command: { kind: "expire", tenant, reservation }, key: null } as const;
  const outcome = await batcher.submit(request, SWEEP_TIMEOUT_MILLISECONDS);
  const ended = outcome.kind === "answered" && outcome.answer.accepted;
  if (ended) {
    onEnded((overdueMilliseconds + clock() - started) / 1000);
  }
  return ended;
}
