import type { Batcher } from "../batch";
import { dueHolds, type Db } from "../storage";

/** Holds that one sweep ends at most. */
const MOST_HOLDS = 500;

/** How long a sweep waits for the turn of its commands. */
const SWEEP_TIMEOUT_MILLISECONDS = 10_000;

/**
 * Ends holds whose time is over, as commands like any other: decided under the locks of their rows, so that a hold that is
 * confirmed meanwhile stays confirmed.
 * @returns how many holds it ended
 */
export async function sweepHolds(db: Db, batcher: Batcher): Promise<number> {
  const due = await dueHolds(db, MOST_HOLDS);
  const outcomes = await Promise.all(
    due.map(({ tenant, reservation }) =>
      batcher.submit({ command: { kind: "expire", tenant, reservation }, key: null }, SWEEP_TIMEOUT_MILLISECONDS),
    ),
  );
  return outcomes.filter((outcome) => outcome.kind === "answered" && outcome.answer.accepted).length;
}
