import type { CacheNodeType } from "../../facts/cache-node-types";
import type { Environment } from "../environment-schema";
import { patternOf } from "./patterns";
import type { PlannedService } from "./workloads";

/** How large a cache of nodes is. */
export interface CacheSize {
  /** Type of every node. */
  readonly nodeType: CacheNodeType;
  /** Parts that the keys are spread over. */
  readonly shards: number;
  /** Copies of each part. */
  readonly replicasPerShard: number;
}

/** How much of a serverless cache may be used and paid for. */
export interface ServerlessCacheSize {
  /** Most storage, in GB. */
  readonly maxStorageGb: number;
  /** Most processing units a second. */
  readonly maxEcpuPerSecond: number;
}

/** Sizes by tier. */
export const CACHE_SIZES = {
  small: { nodeType: "cache.t4g.small", shards: 1, replicasPerShard: 1 },
  standard: { nodeType: "cache.r7g.large", shards: 2, replicasPerShard: 1 },
  large: { nodeType: "cache.r7g.xlarge", shards: 4, replicasPerShard: 2 },
} as const satisfies Record<Environment["tier"], CacheSize>;

/** Bounds of serverless caches by tier. */
export const SERVERLESS_CACHE_SIZES = {
  small: { maxStorageGb: 1, maxEcpuPerSecond: 1_000 },
  standard: { maxStorageGb: 10, maxEcpuPerSecond: 10_000 },
  large: { maxStorageGb: 100, maxEcpuPerSecond: 100_000 },
} as const satisfies Record<Environment["tier"], ServerlessCacheSize>;

/** How one user sees the cache. */
interface CacheUse {
  readonly access: "read" | "write";
  readonly keyPattern: string;
}

/** The cache of a region. */
export type PlannedCache = {
  /** Physical name, short enough for those of its users to fit; a region has one cache of an environment. */
  readonly cacheName: string;
  /** Its users, by the name of the service or the function. */
  readonly users: Readonly<Record<string, CacheUse>>;
} & (({ readonly kind: "cluster" } & CacheSize) | ({ readonly kind: "serverless" } & ServerlessCacheSize));

/** A service or a function, as far as it uses the cache. */
type PossibleUser = Pick<PlannedService, "name" | "cache">;

/**
 * The cache of a region.
 * @returns nothing where neither service nor function of the region uses it, or the pattern has none
 */
export function cacheOf(
  environment: Environment,
  possible: readonly PossibleUser[],
): { readonly cache?: PlannedCache } {
  const { cache: kind } = patternOf(environment);
  const users = possible.flatMap(({ name, cache }) =>
    cache === undefined ? [] : [[name, { access: cache.access, keyPattern: cache.keys }] as const],
  );
  if (kind === "none" || users.length === 0) {
    return {};
  }
  const named = { cacheName: environment.name, users: Object.fromEntries(users) };
  return {
    cache:
      kind === "cluster"
        ? { kind, ...CACHE_SIZES[environment.tier], ...named }
        : { kind, ...SERVERLESS_CACHE_SIZES[environment.tier], ...named },
  };
}
