/** Names one stock row: the units of one SKU of one tenant at one location. */
export interface StockKey {
  readonly tenant: string;
  readonly sku: string;
  readonly location: string;
}

/** What a merchant decides about a stock row, as opposed to what happens to it. */
export interface StockPolicy {
  /** Units that are promised to nobody. */
  readonly safetyStock: number;
  /** Units that may be promised beyond those on hand; 0 sells only what is there. */
  readonly promiseLimit: number;
  /** When units promised beyond those on hand may ship, in ms since the epoch: a preorder. `null`: a backorder. */
  readonly shipsFrom: number | null;
  /** Units set aside for a channel: it draws on them first, and no other channel can. */
  readonly allotments: Units;
}

/** How much there is, and of whom, in one stock row. */
export interface StockLevel extends StockPolicy {
  /** Units physically there. */
  readonly onHand: number;
  /** Units of open reservations, held or confirmed; they leave with the shipment. */
  readonly reserved: number;
  /** Units on their way here from another location. */
  readonly inTransit: number;
  /** Counts the changes of the row, from 1. */
  readonly version: number;
}

/** Units by name: by channel, or by SKU. */
export type Units = Readonly<Record<string, number>>;

/** More units than a row can count: what the database's integers hold, with room to add two of them. */
export const MOST_UNITS = 1_000_000_000;

/** A row before anything happened to it. */
export const EMPTY_LEVEL: StockLevel = {
  onHand: 0,
  reserved: 0,
  inTransit: 0,
  safetyStock: 0,
  promiseLimit: 0,
  shipsFrom: null,
  allotments: {},
  version: 0,
};

/** The key as a text that orders and compares as the key does. */
export function stockKeyText({ tenant, sku, location }: StockKey): string {
  return `${tenant}\u0000${sku}\u0000${location}`;
}

/** Units under a name; 0 where there are none. */
export function unitsOf(units: Units, name: string): number {
  // A SKU may be called "constructor".
  return Object.hasOwn(units, name) ? (units[name] ?? 0) : 0;
}

/** Units with some more, or fewer, under a name; a name without units is left out. */
export function addUnits(units: Units, name: string, more: number): Units {
  const sum = unitsOf(units, name) + more;
  const others = Object.entries(units).filter(([other]) => other !== name);
  return Object.fromEntries(sum === 0 ? others : [...others, [name, sum]]);
}

/** Units on hand that a channel may have promised to it. */
export function inStock(level: StockLevel, channel: string): number {
  return Math.max(0, free(level, channel));
}

/** Units that a channel may have promised to it, those beyond on hand included. */
export function sellable(level: StockLevel, channel: string): number {
  return Math.max(0, free(level, channel) + level.promiseLimit);
}

/** Units that are set aside for other channels. */
export function setAside({ allotments }: Pick<StockLevel, "allotments">, channel: string): number {
  let units = 0;
  for (const name of Object.keys(allotments)) {
    units += name === channel ? 0 : unitsOf(allotments, name);
  }
  return units;
}

function free(level: StockLevel, channel: string): number {
  return level.onHand - level.reserved - level.safetyStock - setAside(level, channel);
}
