import type { StockLevel } from "../../domain";
import type { CachedStock, SkuKey, StockCache } from "../cache";
import { redisClient, type RedisClient, type RedisOptions } from "./redis-client";

/** What a Redis cache needs beside its server. */
export interface RedisCacheOptions extends RedisOptions {
  /** For how long an entry is believed after it was made, in ms, whatever commits bring meanwhile. */
  readonly lifeMilliseconds: number;
  /** How long whoever reads a SKU for all has for it, in ms. After that another one may. */
  readonly claimMilliseconds: number;
}

const LEVEL = "level:";

/**
 * A cache that replicas share, in Redis or Valkey. A SKU is a hash under its tenant's prefix. It connects by itself, and again
 * whenever it is cut off; until then everything it is asked fails at once.
 */
export class RedisCache implements StockCache {
  readonly #client: RedisClient;
  readonly #options: RedisCacheOptions;

  private constructor(client: RedisClient, options: RedisCacheOptions) {
    this.#client = client;
    this.#options = options;
  }

  /** Begins to connect. */
  static open(options: RedisCacheOptions): RedisCache {
    return new RedisCache(redisClient(options), options);
  }

  /** Leaves the server. */
  async close(): Promise<void> {
    await this.#client.leave();
  }

  async get(key: SkuKey): Promise<CachedStock | undefined> {
    const fields = Object.entries(await this.#client.readHash(keyOf("stock", key)));
    if (fields.length === 0) {
      return undefined;
    }
    const levels = fields.filter(([field]) => field.startsWith(LEVEL));
    return {
      // Only this class writes there.
      levels: Object.fromEntries(
        levels.map(([field, text]) => [field.slice(LEVEL.length), JSON.parse(text) as StockLevel]),
      ),
      isComplete: fields.some(([field]) => field === "complete"),
    };
  }

  async merge(key: SkuKey, { levels, isComplete }: CachedStock): Promise<void> {
    const rows = Object.entries(levels).map(([location, level]) => ({
      ...{ location, version: level.version },
      level: JSON.stringify(level),
    }));
    const { lifeMilliseconds } = this.#options;
    await this.#client.merge({ key: keyOf("stock", key), lifeMilliseconds, isComplete, rows });
  }

  claim(key: SkuKey): Promise<boolean> {
    return this.#client.takeOnce(keyOf("reading", key), this.#options.claimMilliseconds);
  }
}

/** A key of Redis, below what is its tenant's alone. */
function keyOf(kind: string, { tenant, sku }: SkuKey): string {
  return `inventory:${encodeURIComponent(tenant)}:${kind}:${sku}`;
}
