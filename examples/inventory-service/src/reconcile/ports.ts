import type { StockKey } from "../domain";
import type { Dataset } from "./datasets";
import type { DeltaBefore, Repair, StockNow } from "./decide-repairs";
import type { Delta, Tally } from "./delta";

/** Where inputs lie and results are kept. Paths are relative, with slashes. */
export interface Files {
  /** Paths of the files below a folder, in order. */
  list(folder: string): Promise<readonly string[]>;
  /** Hash over a file's content; `undefined` where there is no such file. */
  digest(path: string): Promise<string | undefined>;
  /** A file's text; `undefined` where there is no such file. */
  read(path: string): Promise<string | undefined>;
  /** Writes a text, whole or not at all. */
  write(path: string, text: string): Promise<void>;
  /**
   * Writes a text unless there is one.
   * @returns the text that is there now: of two writers the first one's
   */
  writeOnce(path: string, text: string): Promise<string>;
  /** A name under which the engine can read a file. */
  local(path: string): Promise<string>;
  /** Lets the engine write a file under a name of its own, and keeps it, whole or not at all. */
  keep<Result>(path: string, write: (file: string) => Promise<Result>): Promise<Result>;
}

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

/** The inputs are not what they should be; trying again does not help. */
export class UnusableInput extends Error {
  override readonly name = "UnusableInput";
}
