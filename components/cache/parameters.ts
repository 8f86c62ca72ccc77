/** What one parameter of Valkey may hold. */
export interface CacheParameterRule {
  /** Shape of a legal value. */
  readonly pattern: RegExp;
  /** The shape in words, for messages. */
  readonly expected: string;
}

/** What Valkey does when memory is full. */
const EVICTION_POLICIES = [
  "allkeys-lfu",
  "allkeys-lru",
  "allkeys-random",
  "noeviction",
  "volatile-lfu",
  "volatile-lru",
  "volatile-random",
  "volatile-ttl",
] as const;

const WHOLE_NUMBER: CacheParameterRule = { pattern: /^(0|[1-9]\d{0,8})$/, expected: "a whole number" };

/**
 * Parameters of Valkey that a cache may set, and their legal values.
 *
 * Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html; only the shape of a value
 * is checked here, its bounds are the service's.
 */
export const CACHE_PARAMETERS = {
  "maxmemory-policy": {
    pattern: new RegExp(`^(${EVICTION_POLICIES.join("|")})$`),
    expected: `one of ${EVICTION_POLICIES.join(", ")}`,
  },
  "reserved-memory-percent": { pattern: /^(100|[1-9]?\d)$/, expected: "a percentage" },
  "slowlog-log-slower-than": { ...WHOLE_NUMBER, expected: "a whole number of microseconds" },
  "slowlog-max-len": WHOLE_NUMBER,
  "tcp-keepalive": { ...WHOLE_NUMBER, expected: "a whole number of seconds" },
  timeout: { ...WHOLE_NUMBER, expected: "a whole number of seconds" },
} as const satisfies Record<string, CacheParameterRule>;

/** One of {@link CACHE_PARAMETERS}. */
export type CacheParameter = keyof typeof CACHE_PARAMETERS;

/** Values of parameters. */
export type CacheParameterValues = Readonly<Partial<Record<CacheParameter, string>>>;

/** Parameters that a cluster has where its arguments leave the choice open: a cache may forget any key. */
export const CACHE_PARAMETER_DEFAULTS = { "maxmemory-policy": "allkeys-lru" } as const satisfies CacheParameterValues;

/** Versions of Valkey that ElastiCache runs in clusters, with the family of their parameters. */
export const VALKEY_FAMILIES = { "7.2": "valkey7", "8.0": "valkey8", "8.1": "valkey8" } as const;

/** One of {@link VALKEY_FAMILIES}. */
export type ValkeyVersion = keyof typeof VALKEY_FAMILIES;

/** One parameter of a cluster's group. */
export interface PlannedParameter {
  readonly name: string;
  readonly value: string;
}

/** The parameters of a cluster, sorted by name; cluster mode is one of them. */
export function planParameters(values: CacheParameterValues | undefined): readonly PlannedParameter[] {
  const all = { ...CACHE_PARAMETER_DEFAULTS, ...values, "cluster-enabled": "yes" };
  return Object.entries(all)
    .map(([name, value]) => ({ name, value }))
    .toSorted((left, right) => left.name.localeCompare(right.name));
}
