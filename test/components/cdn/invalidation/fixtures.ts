import type { InvalidationSettings } from "../../../../components/cdn/invalidation";

/** Settings of a small shop. */
export const SETTINGS: InvalidationSettings = {
  paths: {
    product: ["/products/{category}/{sku}"],
    category: ["/products/{category}/*"],
    all: ["/products/*"],
  },
  pathsPerMonth: 100,
  windowSeconds: 60,
  productsPerCategory: 3,
  pathsPerInvalidation: 10,
};

/** Milliseconds of Unix time. */
export function at(time: string): number {
  return Date.parse(time);
}

/** A change of one of the shop's products. */
export function change(category: string, sku: string) {
  return { category, sku };
}
