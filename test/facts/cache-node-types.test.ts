import {
  CACHE_NODE_PRICES_SOURCE,
  CACHE_NODE_TYPES,
  CACHE_PRICE_REGIONS,
  cacheNodePrice,
  isCacheNodeType,
} from "../../facts/cache-node-types";

describe("CACHE_NODE_TYPES", () => {
  it("prices every node type in every region of the table", () => {
    expect(Object.keys(CACHE_NODE_TYPES)).toHaveLength(31);
    expect(CACHE_PRICE_REGIONS).toHaveLength(8);
    for (const prices of Object.values(CACHE_NODE_TYPES)) {
      expect(prices.filter((price) => price > 0)).toHaveLength(8);
    }
  });

  it.each(["cache.m6g", "cache.m7g", "cache.r6g", "cache.r7g", "cache.t4g"])(
    "prices %s the higher the larger",
    (family) => {
      const prices = Object.entries(CACHE_NODE_TYPES).flatMap(([type, [usEast1]]) =>
        type.startsWith(`${family}.`) ? [usEast1] : [],
      );
      expect(prices.length).toBeGreaterThan(2);
      expect(prices).toStrictEqual(prices.toSorted((left, right) => left - right));
    },
  );

  it("finds a price by region, and none where there is no row", () => {
    expect(cacheNodePrice("cache.r7g.large", "eu-central-1")).toBe(0.2104);
    expect(cacheNodePrice("cache.r7g.large", "us-east-1")).toBe(0.1752);
    expect(cacheNodePrice("cache.r7g.large", "eu-west-3")).toBeUndefined();
    expect(CACHE_NODE_PRICES_SOURCE.comparedOn).toBe("2025-04-24");
  });

  it("knows its node types from others", () => {
    expect(["cache.t4g.micro", "cache.r5.large", "toString"].map(isCacheNodeType)).toStrictEqual([true, false, false]);
  });
});
