import type { StockKey, StockLevel } from "../domain";

/** Names a SKU. */
export type SkuKey = Pick<StockKey, "tenant" | "sku">;

/** The stock rows of a SKU as a cache knows them. */
export interface CachedStock {
  /** By location. */
  readonly levels: Readonly<Record<string, StockLevel>>;
  /** Whether these are all rows there are: what a commit brings is only those that changed. */
  readonly isComplete: boolean;
}

/** Keeps stock rows close to those who read them. Losing an entry is harmless, and so is an entry that comes twice. */
export interface StockCache {
  /** What is known of a SKU; `undefined` where nothing is, or no longer. */
  get(key: SkuKey): Promise<CachedStock | undefined>;
  /** Takes in what is known, row by row: a row of a lower version than the one that is there is left out. */
  merge(key: SkuKey, stock: CachedStock): Promise<void>;
  /** Whether the caller is to read a SKU for all who miss it; if not, another one is at it, and soon done. */
  claim(key: SkuKey): Promise<boolean>;
}

/** Two states of one SKU as one: of each row the later version. */
export function merged(before: CachedStock | undefined, after: CachedStock): CachedStock {
  if (before === undefined) {
    return after;
  }
  const newer = Object.entries(after.levels).filter(
    ([location, { version }]) => version >= (before.levels[location]?.version ?? 0),
  );
  return {
    levels: { ...before.levels, ...Object.fromEntries(newer) },
    isComplete: before.isComplete || after.isComplete,
  };
}
