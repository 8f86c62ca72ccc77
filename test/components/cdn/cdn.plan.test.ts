import fc from "fast-check";
import {
  CACHED_CLASSES,
  CDN_ALARMS,
  CDN_DEFAULTS,
  CONNECTION,
  FAILOVER_STATUSES,
  MAX_BEHAVIORS,
  planCdn,
  planTtl,
  TTL_CLASSES,
} from "../../../components/cdn";
import { toSeconds } from "../../../components/core";
import { FULL, MINIMAL } from "./fixtures";

describe("the classes", () => {
  it("keep stock for seconds, pages for a minute and assets for a year", () => {
    expect(TTL_CLASSES).toStrictEqual({
      stock: { ttl: "5 seconds", longest: "1 minute", staleWhileRevalidate: "10 seconds" },
      page: { ttl: "1 minute", longest: "1 hour", staleWhileRevalidate: "1 minute" },
      asset: { ttl: "365 days", longest: "365 days", staleWhileRevalidate: "0 seconds" },
    });
    expect(CACHED_CLASSES).toStrictEqual(["stock", "page", "asset"]);
  });

  it.each([
    ["stock", undefined, "public, max-age=0, s-maxage=5, stale-while-revalidate=10, stale-if-error=55"],
    ["stock", "55 seconds", "public, max-age=0, s-maxage=55, stale-while-revalidate=5, stale-if-error=5"],
    ["stock", "1 minute", "public, max-age=0, s-maxage=60"],
    ["page", undefined, "public, max-age=0, s-maxage=60, stale-while-revalidate=60, stale-if-error=3540"],
    ["asset", undefined, "public, max-age=31536000, immutable"],
  ] as const)("ask an origin of the class %s and %s for its header", (name, ttl, header) => {
    expect(planTtl(name, ttl).cacheControl).toBe(header);
  });

  it("never let a page become older than its class allows, stale time counted in", () => {
    fc.assert(
      fc.property(fc.constantFrom("stock", "page"), fc.integer({ min: 1, max: 60 }), (name, seconds) => {
        const { cacheControl, longestSeconds } = planTtl(name, `${seconds} seconds`);
        const stale = [...cacheControl.matchAll(/stale-[a-z-]+=(\d+)/g)].map(([, text]) => Number(text));

        expect(seconds + Math.max(0, ...stale)).toBeLessThanOrEqual(longestSeconds);
        expect(longestSeconds).toBe(toSeconds(TTL_CLASSES[name].longest));
      }),
    );
  });
});

describe("planCdn", () => {
  it("plans one class, no failover and every country (defaults)", () => {
    expect(planCdn(MINIMAL)).toStrictEqual({
      classes: { page: planTtl("page") },
      groups: [],
      defaultBehavior: {
        class: "page",
        target: "shop",
        allowedMethods: ["GET", "HEAD", "OPTIONS"],
        isAddressed: false,
      },
      behaviors: [],
      isPrivate: false,
      hasBuckets: false,
      isAddressed: false,
      isCachedAddressed: false,
      aliases: [],
      minimumTls: "TLSv1.2_2021",
      priceClass: "PriceClass_100",
      countries: { restrictionType: "none", locations: [] },
      originTimeoutSeconds: 10,
      alarms: {
        errors: {
          metricName: "5xxErrorRate",
          statistic: { statistic: "Average" },
          threshold: 1,
          description:
            "CloudFront: 1 % of the responses are errors (5xx), 3 minutes of 5. Runbook: https://runbooks.example.com/cdn-errors.md",
        },
        "origin-latency": {
          metricName: "OriginLatency",
          statistic: { extendedStatistic: "p95" },
          threshold: 2_000,
          description:
            "CloudFront: origins take 2 seconds at the 95th percentile, 3 minutes of 5. Runbook: https://runbooks.example.com/cdn-origin-latency.md",
        },
      },
    });
    expect(CDN_DEFAULTS).toStrictEqual({
      priceClass: "PriceClass_100",
      minimumTls: "TLSv1.2_2021",
      originTimeout: "10 seconds",
      errorRatePercent: 1,
      originLatency: "2 seconds",
    });
    expect([CDN_ALARMS, FAILOVER_STATUSES, CONNECTION, MAX_BEHAVIORS]).toStrictEqual([
      ["errors", "origin-latency"],
      [500, 502, 503, 504],
      { attempts: 2, timeoutSeconds: 3 },
      74,
    ]);
  });

  it("sends cached paths to the group of two origins, and private ones to the first alone (custom)", () => {
    const { classes, groups, defaultBehavior, behaviors, ...rest } = planCdn(FULL);

    expect(groups).toStrictEqual([{ id: "frankfurt-or-ireland", primary: "frankfurt", secondary: "ireland" }]);
    expect(defaultBehavior.target).toBe("frankfurt-or-ireland");
    expect(behaviors).toStrictEqual([
      {
        path: "/api/stock/*",
        class: "stock",
        target: "frankfurt-or-ireland",
        allowedMethods: ["GET", "HEAD", "OPTIONS"],
        isAddressed: true,
      },
      {
        path: "/api/*",
        class: "private",
        target: "frankfurt",
        allowedMethods: ["GET", "HEAD", "OPTIONS", "DELETE", "PATCH", "POST", "PUT"],
        isAddressed: true,
      },
      {
        path: "/assets/*",
        class: "asset",
        target: "assets",
        allowedMethods: ["GET", "HEAD", "OPTIONS"],
        isAddressed: false,
      },
    ]);
    expect(classes).toStrictEqual({
      stock: planTtl("stock", "10 seconds"),
      page: planTtl("page", "5 minutes"),
      asset: planTtl("asset"),
    });
    expect(rest).toMatchObject({
      isPrivate: true,
      hasBuckets: true,
      isAddressed: true,
      isCachedAddressed: true,
      aliases: ["shop.example.com", "www.example.com"],
      countries: { restrictionType: "whitelist", locations: ["AT", "DE"] },
      originTimeoutSeconds: 20,
      alarms: { errors: { threshold: 5 }, "origin-latency": { threshold: 4_000 } },
    });
  });

  it("passes the viewer's address on by no policy of its own where every path is private", () => {
    const clientAddressHeader = "x-client-address";
    const defaultBehavior = { class: "private", origin: "shop" } as const;

    expect(planCdn({ ...MINIMAL, clientAddressHeader, defaultBehavior })).toMatchObject({
      isAddressed: true,
      isCachedAddressed: false,
    });
  });

  it("denies countries where it is told to", () => {
    expect(planCdn({ ...MINIMAL, countries: { deny: ["US"] } }).countries).toStrictEqual({
      restrictionType: "blacklist",
      locations: ["US"],
    });
  });
});
