import { stockKeyText, type Command, type StockKey, type StockLevel } from "../domain";
import type { Delta } from "./delta";
import { repairKey } from "./repair-key";

/** What may be repaired without a person. */
export const REPAIR_LIMITS = {
  /** Units that a row may be off at most. */
  units: 2,
  /** The same in percent of what was expected. */
  percent: 2,
  /** SKUs that one run may repair, in thousandths of those counted. */
  skusPerMille: 5,
} as const;

/** What of yesterday's difference a repair depends on. */
export type DeltaBefore = Pick<Delta, "kind" | "source" | "sequence" | "delta" | "correctionsAfter">;

/** A stock row as it is when repairs are decided. */
export interface StockNow extends Pick<StockLevel, "onHand" | "reserved" | "inTransit" | "version"> {
  /** Units of the SKU that are on their way to any location of its tenant. */
  readonly skuInTransit: number;
}

/**
 * Why a difference waits for a person:
 * - `kind`: it is no plain difference of units
 * - `above-units`, `above-percent`, `critical-sku`: it is too much to be set right without one
 * - `not-seen-before`: the day before had no count that was off by as much
 * - `corrected`: somebody counted or adjusted the row between or after the two counts
 * - `open-hold`, `open-transfer`: units are promised, or on their way
 * - `below-zero`: fewer units are left than were missing
 * - `changed-since`: the row is no longer as the day left it, or there is none
 */
export const HINDRANCES = [
  "kind",
  "above-units",
  "above-percent",
  "critical-sku",
  "not-seen-before",
  "corrected",
  "open-hold",
  "open-transfer",
  "below-zero",
  "changed-since",
] as const;

/** Why a difference waits for a person. */
export type Hindrance = (typeof HINDRANCES)[number];

/** A difference, with what the records say about it. */
export interface Recorded {
  readonly delta: Delta;
  readonly before: DeltaBefore | undefined;
  readonly critical: boolean;
}

/** What keeps a difference from being repaired, by the records alone; empty where nothing does. */
export function hindrancesByRecords({ delta, before, critical }: Recorded): readonly Hindrance[] {
  const off = Math.abs(delta.delta);
  return named({
    kind: delta.kind !== "missing" && delta.kind !== "surplus",
    "above-units": off > REPAIR_LIMITS.units,
    "above-percent": off * 100 > REPAIR_LIMITS.percent * delta.expected,
    "critical-sku": critical,
    "not-seen-before": !isSame(delta, before),
    corrected: delta.correctionsBefore + delta.correctionsAfter + (before?.correctionsAfter ?? 0) > 0,
    "open-hold": delta.reserved + delta.closing.reserved > 0,
    "open-transfer": delta.inFlight + delta.closing.inTransit > 0,
    "below-zero": delta.closing.onHand + delta.delta < 0,
  });
}

/** What keeps a difference from being repaired, by the stock as it is now. */
export function hindrancesByStock({ closing }: Delta, now: StockNow | undefined): readonly Hindrance[] {
  return named({
    "open-hold": (now?.reserved ?? 0) > 0,
    "open-transfer": (now?.skuInTransit ?? 0) > 0,
    "changed-since": now?.version !== closing.version || now.onHand !== closing.onHand,
  });
}

/** A count that sets a row right. */
export interface Repair {
  readonly command: Extract<Command, { readonly kind: "count" }>;
  /** Under which it is sent, however often. */
  readonly key: string;
}

/** Differences that nothing keeps from being repaired, and how many SKUs were counted. */
export interface Repairable {
  readonly day: string;
  readonly deltas: readonly Delta[];
  readonly skusCounted: number;
}

/** What to repair; `too-many` repairs nothing: so many small differences have one cause, and it is not on the shelves. */
export type RepairDecision =
  | { readonly kind: "repair"; readonly repairs: readonly Repair[] }
  | { readonly kind: "too-many"; readonly mostSkus: number };

/** Decides what to repair, of all that could be. */
export function decideRepairs({ day, deltas, skusCounted }: Repairable): RepairDecision {
  const skus = new Set(deltas.map(skuText)).size;
  const most = mostSkus(skusCounted);
  return skus > most
    ? { kind: "too-many", mostSkus: most }
    : { kind: "repair", repairs: deltas.map((delta) => repairOf(day, delta)) };
}

/** SKUs that a run may repair. */
export function mostSkus(skusCounted: number): number {
  return Math.floor((skusCounted * REPAIR_LIMITS.skusPerMille) / 1000);
}

/** An SKU of a tenant, wherever it lies. */
export function skuText({ tenant, sku }: Pick<StockKey, "tenant" | "sku">): string {
  return stockKeyText({ tenant, sku, location: "" });
}

/** Units that came or went since the count stay come or gone: the difference is put on what is there now. */
function repairOf(day: string, { tenant, sku, location, delta, closing }: Delta): Repair {
  const key = { tenant, sku, location };
  return {
    command: { kind: "count", ...key, counted: closing.onHand + delta, expected: closing.onHand },
    key: repairKey(day, key),
  };
}

/** The same difference of the same source, found by a count of its own. */
function isSame(delta: Delta, before: DeltaBefore | undefined): boolean {
  return (
    before?.kind === delta.kind &&
    before.delta === delta.delta &&
    before.source === delta.source &&
    before.sequence < delta.sequence
  );
}

function named(hindrances: Readonly<Partial<Record<Hindrance, boolean>>>): readonly Hindrance[] {
  return HINDRANCES.filter((hindrance) => hindrances[hindrance] === true);
}
