import type { StockKey } from "../domain";
import type { Dataset } from "./datasets";
import type { DeltaBefore, Repair, StockNow } from "./decide-repairs";
import type { Delta, Tally } from "./delta";

/** Names under which the engine can read the files of each dataset. */
export type Inputs = Readonly<Record<Dataset, readonly string[]>>;

/** What runs the SQL. */
export interface Engine {
  /** Compares a partition, writes what differs to a file and says how many rows are of which kind. */
  compare(inputs: Inputs, file: string, signal: AbortSignal): Promise<Tally>;
  /** Differences of a day, the largest first, with those of the day before. */
  pairs(day: readonly string[], before: readonly string[]): AsyncIterable<Pair>;
  /** How many SKUs some counts are about. */
  countSkus(counts: readonly string[]): Promise<number>;
}

/** A difference, and that of the day before. */
export interface Pair {
  readonly delta: Delta;
  readonly before: DeltaBefore | undefined;
}

/** The stock that is repaired. */
export interface StockPort {
  /** Stock rows as they are now, in the order of their keys; `undefined` where there is none. */
  now(keys: readonly StockKey[]): Promise<readonly (StockNow | undefined)[]>;
  /** Sends a repair. Sent again under its key it answers as before. */
  repair(repair: Repair): Promise<RepairAnswer>;
}

/** What became of a repair: `applied`, or why it was not. */
export type RepairAnswer = string;
