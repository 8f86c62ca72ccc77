import type { AdjustReason } from "./command";
import type { StockCause, StockChanged } from "./event";
import { evolveLevel, levelOf, type Inventory } from "./inventory";
import { addUnits, stockKeyText, type StockKey, type StockLevel, type StockPolicy } from "./stock";

/** A change of one stock row, before it is an event. What is left out does not change. */
export interface StockChange extends StockKey {
  readonly onHand?: number;
  readonly reserved?: number;
  readonly inTransit?: number;
  /** Units put into, or taken out of, a channel's allotment. */
  readonly allotment?: { readonly channel: string; readonly units: number };
  readonly policy?: StockPolicy;
}

/** What made the changes. */
export interface Occasion {
  readonly cause: StockCause;
  readonly reason?: AdjustReason;
  readonly reservation?: string;
}

/** The events of some changes: one for each stock row, in the order in which the rows first occur. */
export function stockEvents(
  inventory: Inventory,
  changes: readonly StockChange[],
  occasion: Occasion,
): readonly StockChanged[] {
  const rows = new Map<string, StockChange[]>();
  for (const change of changes) {
    const text = stockKeyText(change);
    const ofRow = rows.get(text);
    if (ofRow === undefined) {
      rows.set(text, [change]);
    } else {
      ofRow.push(change);
    }
  }
  return [...rows.values()].flatMap((ofRow) => {
    const [first] = ofRow;
    return first === undefined ? [] : [stockEvent(levelOf(inventory, first), [first, ...ofRow.slice(1)], occasion)];
  });
}

function stockEvent(
  level: StockLevel,
  changes: readonly [StockChange, ...StockChange[]],
  { cause, reason, reservation }: Occasion,
): StockChanged {
  const [{ tenant, sku, location }] = changes;
  const sum = (counter: "onHand" | "reserved" | "inTransit"): number =>
    changes.reduce((total, change) => total + (change[counter] ?? 0), 0);
  const change = { onHand: sum("onHand"), reserved: sum("reserved"), inTransit: sum("inTransit") };
  return {
    type: "StockChanged",
    tenant,
    sku,
    location,
    cause,
    reason: reason ?? null,
    reservation: reservation ?? null,
    change,
    after: evolveLevel(level, { change, after: changes.reduce(withTerms, level) }),
  };
}

/** The level with the policy and the allotments that a change brings; its counters are the event's. */
function withTerms(level: StockLevel, { policy, allotment }: StockChange): StockLevel {
  if (allotment !== undefined && allotment.units !== 0) {
    return { ...level, allotments: addUnits(level.allotments, allotment.channel, allotment.units), ...policy };
  }
  return policy === undefined ? level : { ...level, ...policy };
}
