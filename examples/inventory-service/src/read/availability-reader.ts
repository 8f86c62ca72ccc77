import { setTimeout } from "node:timers/promises";
import { availabilityOf, type Availability, type StockKey, type StockLevel } from "../domain";
import type { Answer } from "../storage";
import type { CachedStock, SkuKey, StockCache } from "./cache";

/** Units up to which a cached SKU is not believed: one that is nearly gone is read from the database. */
const CRITICAL_UNITS = 10;

/** How often, and after which rest in ms, it is looked whether another replica has read a SKU for all. */
const LOOKS = 5;
const REST_MILLISECONDS = 10;

/** From where an answer came. */
export type Source = "cache" | "database";

/** What a reader needs. */
export interface AvailabilityReaderOptions {
  /** Where rows are kept close. One that fails is done without. */
  readonly cache: StockCache;
  /** The rows of a SKU as they are now. */
  readonly findStock: (sku: SkuKey) => Promise<readonly (StockKey & StockLevel)[]>;
  /** Told from where each answer came. */
  readonly onRead: (source: Source) => void;
}

/** What is asked. */
export interface AvailabilityQuestion extends SkuKey {
  /** For whom. */
  readonly channel: string;
  /** Whether the answer has to be the database's. */
  readonly isStrong: boolean;
}

/**
 * Answers what may be sold. A cache's answer may be behind by its life at most; a reservation is decided on the rows
 * themselves, whatever was answered here. Those who miss the same SKU at once share one reading.
 */
export class AvailabilityReader {
  readonly #options: AvailabilityReaderOptions;
  readonly #reading = new Map<string, Promise<CachedStock>>();

  constructor(options: AvailabilityReaderOptions) {
    this.#options = options;
  }

  /** What a channel may sell of a SKU. */
  async read({
    tenant,
    sku,
    channel,
    isStrong,
  }: AvailabilityQuestion): Promise<Availability & { readonly source: Source }> {
    const key = { tenant, sku };
    const cached = isStrong ? undefined : await this.#options.cache.get(key).catch(() => undefined);
    const known = cached?.isComplete ? availabilityOf(Object.values(cached.levels), channel) : undefined;
    const source = known === undefined || known.sellable <= CRITICAL_UNITS ? "database" : "cache";
    this.#options.onRead(source);
    if (known !== undefined && source === "cache") {
      return { ...known, source };
    }
    const stock = await this.#read(key, { isStrong, isMissing: known === undefined });
    return { ...availabilityOf(Object.values(stock.levels), channel), source };
  }

  /** Takes in what a commit changed. Called once it is committed, so that nobody reads what may still be undone. */
  async committed(answer: Answer): Promise<void> {
    await Promise.all((answer.accepted ? answer.stock : []).map((row) => this.changed(row)));
  }

  /** Takes in how a row is after a change, whoever made it. */
  async changed({ location, after, ...sku }: StockKey & { readonly after: StockLevel }): Promise<void> {
    const stock = { levels: { [location]: after }, isComplete: false };
    await this.#options.cache.merge(sku, stock).catch(() => undefined);
  }

  async #read(
    sku: SkuKey,
    { isStrong, isMissing }: { readonly isStrong: boolean; readonly isMissing: boolean },
  ): Promise<CachedStock> {
    if (isStrong) {
      return this.#fill(sku);
    }
    const key = JSON.stringify([sku.tenant, sku.sku, isMissing]);
    const before = this.#reading.get(key);
    if (before !== undefined) {
      return before;
    }
    const filling = isMissing ? this.#fillForAll(sku) : this.#fill(sku);
    const reading = filling.finally(() => this.#reading.delete(key));
    this.#reading.set(key, reading);
    return reading;
  }

  /** Reads a SKU, unless another replica is at it and has it soon. */
  async #fillForAll(sku: SkuKey): Promise<CachedStock> {
    const { cache } = this.#options;
    for (let look = 0; look < LOOKS; look += 1) {
      if (await cache.claim(sku).catch(() => true)) {
        return this.#fill(sku);
      }
      await setTimeout(REST_MILLISECONDS);
      const found = await cache.get(sku).catch(() => undefined);
      if (found?.isComplete) {
        return found;
      }
    }
    return this.#fill(sku);
  }

  async #fill(sku: SkuKey): Promise<CachedStock> {
    const rows = await this.#options.findStock(sku);
    const stock = { levels: Object.fromEntries(rows.map((row) => [row.location, levelOnly(row)])), isComplete: true };
    await this.#options.cache.merge(sku, stock).catch(() => undefined);
    return stock;
  }
}

function levelOnly({ tenant: _tenant, sku: _sku, location: _location, ...level }: StockKey & StockLevel): StockLevel {
  return level;
}
