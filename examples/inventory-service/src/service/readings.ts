import { whileAvailable } from "../batch";
import type { HttpOptions } from "../http";
import { eraseOrder, findHolds, findReservation, findStock, keepCounts, type DbPool } from "../storage";
import type { Retained } from "./retain";

/** What is read for callers past the cache, and kept for them past the batches. */
export type Readings = Pick<
  HttpOptions,
  | "eraseOrder"
  | "findReservation"
  | "findStock"
  | "findHolds"
  | "readHistory"
  | "findDifferences"
  | "findProposals"
  | "keepCounts"
>;

/** What is read for callers out of the database and the archive. */
export function readingsOf(pool: DbPool, retained: Retained, now: () => number): Readings {
  return {
    findReservation: (key) => whileAvailable(findReservation(pool, key)),
    findStock: (sku) => whileAvailable(findStock(pool, sku)),
    findHolds: (question) => whileAvailable(findHolds(pool, question)),
    readHistory: (question) => whileAvailable(retained.history(question)),
    findDifferences: async (sku) => retained.reconciliations?.differencesOf(sku, now()),
    eraseOrder: (order, client) => whileAvailable(eraseOrder(pool, order, client)),
    findProposals: (sku) => whileAvailable(retained.proposals(sku)),
    keepCounts: (who, counts) => whileAvailable(keepCounts(pool, who, counts)),
  };
}
