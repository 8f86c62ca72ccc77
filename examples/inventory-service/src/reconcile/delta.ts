import type { StockKey } from "../domain";

/**
 * What a count says about a stock row, in the order in which it is asked:
 * - `contradictory`: two sources count the row, or one source says two things under one number
 * - `incomplete`: events between the snapshot and the count are missing, so that nobody knows what to expect
 * - `unknown-row`: neither snapshot nor events know it
 * - `equal`: what was expected is there
 * - `in-flight`: there is more, and no more than is on its way there: it came and was not booked
 * - `missing`, `surplus`: there is less, or more
 */
export const DELTA_KINDS = [
  "contradictory",
  "incomplete",
  "unknown-row",
  "equal",
  "in-flight",
  "missing",
  "surplus",
] as const;

/** What a count says about a stock row. */
export type DeltaKind = (typeof DELTA_KINDS)[number];

/** Rows by what their counts say. */
export type Tally = Readonly<Record<DeltaKind, number>>;

/** A counted stock row of a day, where the count is not what was expected. */
export interface Delta extends StockKey {
  readonly kind: DeltaKind;
  /** Who counted. */
  readonly source: string;
  /** The source's number of the count: the highest of the day. */
  readonly sequence: number;
  /** When the shelf was counted, in µs since the epoch. */
  readonly countedAtMicroseconds: number;
  /** Units counted. */
  readonly counted: number;
  /** Units on hand at that moment: the snapshot and the events up to it. */
  readonly expected: number;
  /** Units counted less those expected. */
  readonly delta: number;
  /** Units on their way to the location at that moment. */
  readonly inFlight: number;
  /** Units of open reservations at that moment. */
  readonly reserved: number;
  /** Counts and adjustments of the row on that day, up to the moment. */
  readonly correctionsBefore: number;
  /** Counts and adjustments of the row on that day, after the moment. */
  readonly correctionsAfter: number;
  /** The row at the end of the day, as the snapshot and the day's events leave it. */
  readonly closing: Closing;
}

/** A stock row at the end of a day. */
export interface Closing {
  readonly onHand: number;
  readonly reserved: number;
  readonly inTransit: number;
  readonly version: number;
}

/** No rows at all. */
export const NO_ROWS: Tally = {
  contradictory: 0,
  incomplete: 0,
  "unknown-row": 0,
  equal: 0,
  "in-flight": 0,
  missing: 0,
  surplus: 0,
};
