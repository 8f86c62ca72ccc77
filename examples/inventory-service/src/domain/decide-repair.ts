import type { StockChanged } from "./event";
import { levelOf, type Inventory } from "./inventory";
import { stockEvents } from "./stock-events";
import type { StockKey, StockLevel } from "./stock";

/** What is known of a stock row beside itself. */
export interface RowRecords extends StockKey {
  /** Units that open reservations have of it. */
  readonly promised: number;
  /** What its last event says it became; `undefined` where that is not known. */
  readonly logged: StockLevel | undefined;
}

/**
 * What a row can become without a person:
 * - `right`: it is as it has to be
 * - `repaired`: by the event
 * - `uncounted`: nobody knows how many units are there, as the log does not say what it became
 * - `over-allocated`: orders have more units than there are and may be promised; which of them loses is a decision
 */
export type RowRepair =
  | { readonly kind: "right" }
  | { readonly kind: "repaired"; readonly event: StockChanged }
  | { readonly kind: "uncounted" }
  | { readonly kind: "over-allocated"; readonly promised: number; readonly promisable: number };

/**
 * Decides how a row is put right. What cannot be, a counter below zero, becomes what the log says, if the row was changed past the
 * log since its last event; what is reserved becomes what open reservations have. Nothing else is touched.
 */
export function decideRepair(inventory: Inventory, { promised, logged, ...key }: RowRecords): RowRepair {
  const level = levelOf(inventory, key);
  const known = logged?.version === level.version ? logged : undefined;
  const onHand = notNegative(level.onHand, known?.onHand);
  const inTransit = notNegative(level.inTransit, known?.inTransit);
  if (onHand === undefined || inTransit === undefined) {
    return { kind: "uncounted" };
  }
  const promisable = onHand + level.promiseLimit;
  if (promised > promisable) {
    return { kind: "over-allocated", promised, promisable };
  }
  const change = {
    onHand: onHand - level.onHand,
    reserved: promised - level.reserved,
    inTransit: inTransit - level.inTransit,
  };
  const [event] = stockEvents(inventory, [{ ...key, ...change }], { cause: "repaired" });
  const isRight = Object.values(change).every((units) => units === 0);
  return isRight || event === undefined ? { kind: "right" } : { kind: "repaired", event };
}

function notNegative(units: number, known: number | undefined): number | undefined {
  return [units, known].find((each) => each !== undefined && each >= 0);
}
