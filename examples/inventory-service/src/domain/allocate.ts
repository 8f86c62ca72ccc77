import type { Reserve, ReserveLine } from "./command";
import { levelOf, type Inventory } from "./inventory";
import type { Refusal, Shortage } from "./refusal";
import type { Allocation } from "./reservation";
import { addUnits, inStock, sellable, stockKeyText, unitsOf, type StockKey, type StockLevel } from "./stock";

/** Units that were taken, and where from. */
type Taken = Pick<Allocation, "quantity" | "allotted" | "beyond">;

const NOTHING: Taken = { quantity: 0, allotted: 0, beyond: 0 };

type Measure = (level: StockLevel, channel: string) => number;

/**
 * Takes units for one reservation after the other, out of a copy of the levels: two lines of one SKU see what the
 * first one took.
 */
export class Allocator {
  readonly #levels: Map<string, StockLevel>;
  readonly #inventory: Inventory;
  readonly #channel: string;

  constructor(inventory: Inventory, channel: string) {
    this.#levels = new Map();
    this.#inventory = inventory;
    this.#channel = channel;
  }

  /** Units of a row that can still be taken, by a measure. */
  available(key: StockKey, measure: Measure): number {
    return measure(this.#level(key), this.#channel);
  }

  /** Takes units that are available. */
  take(key: StockKey, quantity: number): Taken {
    const level = this.#level(key);
    const allotted = Math.min(quantity, unitsOf(level.allotments, this.#channel));
    const reserved = level.reserved + quantity;
    this.#levels.set(stockKeyText(key), {
      ...level,
      reserved,
      allotments: allotted === 0 ? level.allotments : addUnits(level.allotments, this.#channel, -allotted),
    });
    return { quantity, allotted, beyond: overshoot(level, reserved) - overshoot(level, level.reserved) };
  }

  #level(key: StockKey): StockLevel {
    return this.#levels.get(stockKeyText(key)) ?? levelOf(this.#inventory, key);
  }
}

/** The allocations that a reservation gets, or why it gets none. */
export function allocate(inventory: Inventory, command: Reserve): readonly Allocation[] | Refusal {
  const allocator = new Allocator(inventory, command.channel);
  const allocations: Allocation[] = [];
  const shortages: Shortage[] = [];
  command.lines.forEach((wanted, line) => {
    const { sku, quantity } = wanted;
    let available = 0;
    for (const allocation of allocateLine(allocator, command, { ...wanted, line })) {
      allocations.push(allocation);
      available += allocation.quantity;
    }
    if (available < quantity) {
      shortages.push({ line, sku, wanted: quantity, available });
    }
  });
  const refused = command.fill === "all" ? shortages.length > 0 : allocations.length === 0;
  return refused ? { kind: "not-enough-stock", lines: shortages } : allocations;
}

/** The units that a line gets at each of its locations: those on hand first, those that are still to come last. */
function allocateLine(
  allocator: Allocator,
  { tenant, split }: Reserve,
  { line, sku, quantity, locations }: ReserveLine & { readonly line: number },
): Iterable<Allocation> {
  const keys = Array.from(new Set(locations), (location) => ({ tenant, sku, location }));
  const taken = new Map<string, Allocation>();
  let wanted = quantity;
  for (const measure of [inStock, sellable]) {
    for (const key of candidates(split, { allocator, keys, measure, wanted })) {
      const units = Math.min(wanted, allocator.available(key, measure));
      if (units > 0) {
        const { location } = key;
        const more = allocator.take(key, units);
        taken.set(location, merged({ line, sku, location }, taken.get(location), more));
        wanted -= units;
      }
    }
    if (wanted === 0) {
      break;
    }
  }
  return taken.values();
}

interface Candidates {
  readonly allocator: Allocator;
  readonly keys: readonly StockKey[];
  readonly measure: Measure;
  readonly wanted: number;
}

/** The locations to take from under a strategy, in order. */
function candidates(split: Reserve["split"], { allocator, keys, measure, wanted }: Candidates): readonly StockKey[] {
  const fullestFirst = (): StockKey[] =>
    keys.toSorted((one, other) => allocator.available(other, measure) - allocator.available(one, measure));
  switch (split) {
    case "listed":
      return keys;
    case "fewest-parcels":
      return fullestFirst();
    case "one-location": {
      const whole = keys.find((key) => allocator.available(key, measure) >= wanted);
      // Only the last measure may leave a line short, or else what is on hand here would hide what may be promised there.
      const fallback = measure === sellable ? fullestFirst().slice(0, 1) : [];
      return whole === undefined ? fallback : [whole];
    }
  }
}

function merged(
  { line, sku, location }: Pick<Allocation, "line" | "sku" | "location">,
  before: Taken = NOTHING,
  more: Taken,
): Allocation {
  return {
    line,
    sku,
    location,
    quantity: before.quantity + more.quantity,
    allotted: before.allotted + more.allotted,
    beyond: before.beyond + more.beyond,
    shipped: false,
  };
}

/** Units that are promised beyond those on hand. */
function overshoot({ onHand }: StockLevel, reserved: number): number {
  return Math.max(0, reserved - onHand);
}
