import { availabilityOf, type Availability, type StockKey, type StockLevel } from "../domain";
import type { Answer } from "../storage";
import type { CachedStock, StockCache } from "./cache";

/** Units up to which a cached SKU is not believed: one that is nearly gone is read from the database. */
const CRITICAL_UNITS = 10;

/** From where an answer came. */
export type Source = "cache" | "database";

/** What a reader needs. */
export interface AvailabilityReaderOptions {
  /** Where rows are kept close. One that fails is done without. */
  readonly cache: StockCache;
  /** The rows of a SKU as they are now. */
  readonly findStock: (sku: Pick<StockKey, "tenant" | "sku">) => Promise<readonly (StockKey & StockLevel)[]>;
  /** Told from where each answer came. */
  readonly onRead: (source: Source) => void;
}

/** What is asked. */
export interface AvailabilityQuestion extends Pick<StockKey, "tenant" | "sku"> {
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
    const key = keyOf({ tenant, sku });
    const cached = isStrong ? undefined : await this.#options.cache.get(key).catch(() => undefined);
    const known = cached?.isComplete ? availabilityOf(Object.values(cached.levels), channel) : undefined;
    const source = known === undefined || known.sellable <= CRITICAL_UNITS ? "database" : "cache";
    this.#options.onRead(source);
    if (known !== undefined && source === "cache") {
      return { ...known, source };
    }
    const stock = await (isStrong ? this.#fill({ tenant, sku }) : this.#fillOnce({ tenant, sku }));
    return { ...availabilityOf(Object.values(stock.levels), channel), source };
  }

  /** Takes in what a commit changed. Called once it is committed, so that nobody reads what may still be undone. */
  async committed(answer: Answer): Promise<void> {
    await Promise.all((answer.accepted ? answer.stock : []).map((row) => this.changed(row)));
  }

  /** Takes in how a row is after a change, whoever made it. */
  async changed({ location, after, ...sku }: StockKey & { readonly after: StockLevel }): Promise<void> {
    const stock = { levels: { [location]: after }, isComplete: false };
    await this.#options.cache.merge(keyOf(sku), stock).catch(() => undefined);
  }

  #fillOnce(sku: Pick<StockKey, "tenant" | "sku">): Promise<CachedStock> {
    const key = keyOf(sku);
    const before = this.#reading.get(key);
    if (before !== undefined) {
      return before;
    }
    const reading = this.#fill(sku).finally(() => this.#reading.delete(key));
    this.#reading.set(key, reading);
    return reading;
  }

  async #fill(sku: Pick<StockKey, "tenant" | "sku">): Promise<CachedStock> {
    const rows = await this.#options.findStock(sku);
    const stock = { levels: Object.fromEntries(rows.map((row) => [row.location, levelOnly(row)])), isComplete: true };
    await this.#options.cache.merge(keyOf(sku), stock).catch(() => undefined);
    return stock;
  }
}

/** The cache's key of a SKU: no two tenants share one. */
function keyOf({ tenant, sku }: Pick<StockKey, "tenant" | "sku">): string {
  return JSON.stringify([tenant, sku]);
}

function levelOnly({ tenant: _tenant, sku: _sku, location: _location, ...level }: StockKey & StockLevel): StockLevel {
  return level;
}
