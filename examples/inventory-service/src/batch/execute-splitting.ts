import { executeRequests, onConnection, sqlStateOf, type CommandRequest, type DbPool, type Outcome } from "../storage";
import { Unanswered } from "./pending";

/** How often a batch is tried where the database failed it for no fault of its own. */
const ATTEMPTS = 4;

/**
 * Runs a batch. One that fails by what is in it is halved until the culprit is alone, and only that one fails. One that
 * fails by its connection is run once more on another: keys that were committed answer from their store, so that it does
 * not matter whether the lost commit happened.
 */
export async function executeSplitting(
  pool: DbPool,
  requests: readonly CommandRequest[],
): Promise<readonly (Outcome | Error)[]> {
  try {
    return await executeRepeatedly(pool, requests);
  } catch (error) {
    const cause = error instanceof Error ? error : new Error(String(error));
    if (requests.length < 2 || cause instanceof Unanswered) {
      return requests.map(() => cause);
    }
    const middle = requests.length >> 1;
    return [
      ...(await executeSplitting(pool, requests.slice(0, middle))),
      ...(await executeSplitting(pool, requests.slice(middle))),
    ];
  }
}

async function executeRepeatedly(pool: DbPool, requests: readonly CommandRequest[]): Promise<readonly Outcome[]> {
  let last: unknown;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    try {
      return await onConnection(pool, (db) => executeRequests(db, requests));
    } catch (error) {
      last = error;
      if (!isPassing(error)) {
        throw error;
      }
    }
  }
  throw isConflict(last) ? last : new Unanswered("unavailable", { cause: last });
}

/** Another replica made the same key or reservation at the same time; now it is there to be read. */
function isConflict(error: unknown): boolean {
  return ["23505", "40001", "40P01"].includes(sqlStateOf(error));
}

/** Data errors and broken constraints come again as often as one tries; all else may pass. */
export function isPassing(error: unknown): boolean {
  return isConflict(error) || !/^(2[23]|42|P0)/.test(sqlStateOf(error));
}
