/**
 * Limits of API Gateway's REST APIs.
 *
 * Sources: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html,
 * api-gateway-caching.html and api-gateway-known-issues.html and limits.html beside it.
 */
export const API_LIMITS = {
  /** Requests per second that an account may send to all its APIs of a region, unless AWS raised it; a quarter in {@link SMALL_REGIONS}. */
  accountRequestsPerSecond: 10_000,
  /** Requests at once, likewise. */
  accountBurst: 5_000,
  /** Longest time to keep a response in the cache. */
  cacheTtlSeconds: 3_600,
  /** Longest time that a regional API waits for what is behind it, unless AWS raised it. */
  timeoutSeconds: 29,
  /** Size of the imported document. */
  bodyBytes: 6 * 1_024 * 1_024,
  /** Resources, which are path segments, of an API. */
  resources: 300,
  /** Size of the resource policy. */
  policyBytes: 8_192,
  /** Keys of a partner: one, and the one that takes over from it. */
  keysOfAPartner: 2,
} as const satisfies Readonly<Record<string, number>>;

/** Regions in which an account may send a quarter of what it may send elsewhere, unless AWS raised it. */
const SMALL_REGIONS: readonly string[] = [
  "af-south-1",
  "ap-south-2",
  "ap-southeast-3",
  "ap-southeast-4",
  "ap-southeast-5",
  "ap-southeast-7",
  "ca-west-1",
  "eu-central-2",
  "eu-south-1",
  "eu-south-2",
  "il-central-1",
  "me-central-1",
  "mx-central-1",
];

/** What an account may send to all its APIs of a region, unless AWS raised it; without a region, the most there is. */
export function accountThrottle(region?: string): { readonly requestsPerSecond: number; readonly burst: number } {
  const { accountRequestsPerSecond, accountBurst } = API_LIMITS;
  const share = region !== undefined && SMALL_REGIONS.includes(region) ? 4 : 1;
  return { requestsPerSecond: accountRequestsPerSecond / share, burst: accountBurst / share };
}

/** First path segments that API Gateway keeps for itself where an API has its own domain. */
export const RESERVED_PATHS = ["/ping", "/sping"] as const;

/**
 * Sizes of a stage's cache, in gigabytes, as API Gateway names them.
 *
 * Source: the provider's documentation of `aws.apigateway.Stage` (7.48.0).
 */
export const CACHE_SIZES_GB = ["0.5", "1.6", "6.1", "13.5", "28.4", "58.2", "118", "237"] as const;

/** One of {@link CACHE_SIZES_GB}. */
export type CacheSizeGb = (typeof CACHE_SIZES_GB)[number];
