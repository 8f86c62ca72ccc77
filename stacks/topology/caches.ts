import type { CacheNodeType } from "../../facts/cache-node-types";
import type { Environment } from "../environment-schema";
import { patternOf } from "./patterns";
import type { PlannedService } from "./workloads";

/** How large a cache is. */
export interface CacheSize {
  /** Type of every node. */
  readonly nodeType: CacheNodeType;
  /** Parts that the keys are spread over. */
  readonly shards: number;
  /** Copies of each part. */
  readonly replicasPerShard: number;
}

/** Sizes by tier. */
export const CACHE_SIZES = {
  small: { nodeType: "cache.t4g.small", shards: 1, replicasPerShard: 1 },
  standard: { nodeType: "cache.r7g.large", shards: 2, replicasPerShard: 1 },
  large: { nodeType: "cache.r7g.xlarge", shards: 4, replicasPerShard: 2 },
} as const satisfies Record<Environment["tier"], CacheSize>;

/** The cache of a region. */
export interface PlannedCache extends CacheSize {
  /** Physical name, short enough for those of its users to fit; a region has one cache of an environment. */
  readonly cacheName: string;
  /** Its users, by the name of the service. */
  readonly users: Readonly<Record<string, { readonly access: "read" | "write"; readonly keyPattern: string }>>;
}

/**
 * The cache of a region.
 * @returns nothing where no service of the region uses it, or the pattern has none
 */
export function cacheOf(
  environment: Environment,
  services: readonly PlannedService[],
): { readonly cache?: PlannedCache } {
  const users = services.flatMap(({ name, cache }) =>
    cache === undefined ? [] : [[name, { access: cache.access, keyPattern: cache.keys }] as const],
  );
  return patternOf(environment).cache && users.length > 0
    ? {
        cache: {
          ...CACHE_SIZES[environment.tier],
          cacheName: environment.name,
          users: Object.fromEntries(users),
        },
      }
    : {};
}
