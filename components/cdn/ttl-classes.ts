import { toSeconds, type Duration } from "../core/units";

/** How long a class of pages may be cached at the edge. */
export interface TtlClass {
  /** How long a page is fresh. */
  readonly ttl: Duration;
  /** Age above which a page is never served, whatever its origin asks for: its staleness, stale pages included. */
  readonly longest: Duration;
  /** How long an expired page is served while it is fetched anew; within `longest`. */
  readonly staleWhileRevalidate: Duration;
}

/**
 * Classes of pages that are cached, with the times that hold where an argument says nothing else. `stock` shows stock,
 * `page` does not depend on it by the second, and an `asset` gets a new name when its content changes.
 */
export const TTL_CLASSES = {
  stock: { ttl: "5 seconds", longest: "1 minute", staleWhileRevalidate: "10 seconds" },
  page: { ttl: "1 minute", longest: "1 hour", staleWhileRevalidate: "1 minute" },
  asset: { ttl: "365 days", longest: "365 days", staleWhileRevalidate: "0 seconds" },
} as const satisfies Readonly<Record<string, TtlClass>>;

/** A class that is cached. */
export type CachedClass = keyof typeof TTL_CLASSES;

/** Names of the classes that are cached. */
export const CACHED_CLASSES = ["stock", "page", "asset"] as const satisfies readonly CachedClass[];

/** Times of a class in seconds. */
export interface PlannedTtl {
  readonly ttlSeconds: number;
  readonly longestSeconds: number;
  /**
   * Header that the origin has to send: CloudFront takes stale-while-revalidate and stale-if-error from nowhere else.
   * Browsers keep nothing but assets.
   */
  readonly cacheControl: string;
}

/** Times of a class, and the header by which its origin asks for them. */
export function planTtl(name: CachedClass, ttl: Duration = TTL_CLASSES[name].ttl): PlannedTtl {
  const { longest, staleWhileRevalidate } = TTL_CLASSES[name];
  const [ttlSeconds, longestSeconds] = [toSeconds(ttl), toSeconds(longest)];
  const staleSeconds = longestSeconds - ttlSeconds;
  const revalidateSeconds = Math.min(staleSeconds, toSeconds(staleWhileRevalidate));
  const cacheControl =
    name === "asset"
      ? `public, max-age=${ttlSeconds}, immutable`
      : [
          "public, max-age=0",
          `s-maxage=${ttlSeconds}`,
          ...(revalidateSeconds > 0 ? [`stale-while-revalidate=${revalidateSeconds}`] : []),
          ...(staleSeconds > 0 ? [`stale-if-error=${staleSeconds}`] : []),
        ].join(", ");
  return { ttlSeconds, longestSeconds, cacheControl };
}
