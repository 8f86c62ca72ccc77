import { inStock, sellable, type StockLevel } from "./stock";

/** What a channel may sell of a SKU. */
export interface Availability {
  /** Units on hand that may be promised to it. */
  readonly inStock: number;
  /** Those beyond on hand included. */
  readonly sellable: number;
}

/** What a channel may sell of a SKU, over all its stock rows. */
export function availabilityOf(levels: readonly StockLevel[], channel: string): Availability {
  const sum = (measure: typeof inStock): number => levels.reduce((total, level) => total + measure(level, channel), 0);
  return { inStock: sum(inStock), sellable: sum(sellable) };
}
