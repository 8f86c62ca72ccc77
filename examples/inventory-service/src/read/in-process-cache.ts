import { merged, type CachedStock, type SkuKey, type StockCache } from "./cache";

/** How large and how old a cache may get. */
export interface InProcessCacheOptions {
  /** For how long an entry is believed after it was made, in ms, whatever commits bring meanwhile. */
  readonly lifeMilliseconds: number;
  /** Entries at most; the oldest go first. */
  readonly most: number;
  /** A clock in ms that never goes back. */
  readonly clock: () => number;
}

interface Entry {
  readonly stock: CachedStock;
  readonly until: number;
}

/** A cache within one process. */
export class InProcessCache implements StockCache {
  readonly #options: InProcessCacheOptions;
  readonly #entries = new Map<string, Entry>();

  constructor(options: InProcessCacheOptions) {
    this.#options = options;
  }

  async get(key: SkuKey): Promise<CachedStock | undefined> {
    return this.#alive(textOf(key))?.stock;
  }

  /** Within one process those who miss a SKU share their reading already. */
  async claim(): Promise<boolean> {
    return true;
  }

  async merge(sku: SkuKey, stock: CachedStock): Promise<void> {
    const key = textOf(sku);
    const before = this.#alive(key);
    const anew = this.#options.clock() + this.#options.lifeMilliseconds;
    // A complete reading starts a new life; what a commit brings does not: another row may have changed elsewhere.
    const until = stock.isComplete ? anew : (before?.until ?? anew);
    this.#entries.delete(key);
    this.#entries.set(key, { stock: merged(before?.stock, stock), until });
    const [oldest] = this.#entries.keys();
    if (oldest !== undefined && this.#entries.size > this.#options.most) {
      this.#entries.delete(oldest);
    }
  }

  #alive(key: string): Entry | undefined {
    const entry = this.#entries.get(key);
    return entry !== undefined && entry.until > this.#options.clock() ? entry : undefined;
  }
}

/** The key as a text: no two tenants share one. */
function textOf({ tenant, sku }: SkuKey): string {
  return JSON.stringify([tenant, sku]);
}
