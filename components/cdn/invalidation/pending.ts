import { INVALIDATION_LIMITS } from "../../../facts/cloudfront-limits";
import type { InvalidationSettings, PathTemplates } from "./settings";

/** Stock of a product has changed. */
export interface StockChange {
  /** Category under which the product is shown. */
  readonly category: string;
  /** The product. */
  readonly sku: string;
}

/** Changes that wait for their invalidation: products by category, whole categories, or everything. */
export type Pending = "all" | Readonly<Record<string, "whole" | readonly string[]>>;

/** No change waits. */
export const NOTHING_PENDING: Pending = {};

/** Whether a change waits. */
export function isPending(pending: Pending): boolean {
  return pending === "all" || Object.keys(pending).length > 0;
}

/** The changes that wait once further ones have come: each product once. */
export function addChanges(pending: Pending, changes: readonly StockChange[]): Pending {
  if (pending === "all") {
    return pending;
  }
  const merged = new Map(Object.entries(pending));
  for (const [category, skus] of skusByCategory(changes)) {
    const known = merged.get(category) ?? [];
    merged.set(category, known === "whole" ? known : [...new Set([...known, ...skus])].toSorted());
  }
  return Object.fromEntries(merged);
}

/** The paths, and tags, that invalidate what waits; each once, in an order of their own. */
export function pathsOf(pending: Pending, templates: PathTemplates): readonly string[] {
  return [...new Set(expand(pending, templates))].toSorted();
}

/** Whether CloudFront takes so many paths in one request, and the limit allows them. */
export function fits(paths: readonly string[], limit: number): boolean {
  const wildcards = paths.filter(isWildcard).length;
  return paths.length <= limit && wildcards <= INVALIDATION_LIMITS.wildcardsInProgress;
}

/**
 * What waits, in fewer paths: categories with many changed products become whole; while that is too much still, the
 * category with the most changed products becomes whole; where that saves nothing, everything is invalidated.
 * @param limit paths that may be taken
 */
export function coarsen(pending: Pending, settings: InvalidationSettings, limit: number): Pending {
  let coarse = wholeAbove(pending, settings.productsPerCategory);
  while (coarse !== "all" && !fits(pathsOf(coarse, settings.paths), limit)) {
    coarse = wholeLargest(coarse, settings.paths);
  }
  return coarse;
}

function wholeAbove(pending: Pending, most: number): Pending {
  if (pending === "all") {
    return pending;
  }
  const coarse = Object.entries(pending).map(
    ([category, skus]) => [category, skus === "whole" || skus.length > most ? "whole" : skus] as const,
  );
  return Object.fromEntries(coarse);
}

function wholeLargest(pending: Exclude<Pending, "all">, { product, category }: PathTemplates): Pending {
  const [largest] = Object.entries(pending)
    .flatMap(([name, skus]) => (skus === "whole" ? [] : [{ name, paths: skus.length * product.length }]))
    .toSorted((left, right) => right.paths - left.paths);
  const saves = largest !== undefined && largest.paths > category.length;
  return saves ? { ...pending, [largest.name]: "whole" } : "all";
}

function expand(pending: Pending, templates: PathTemplates): readonly string[] {
  if (pending === "all") {
    return templates.all;
  }
  return Object.entries(pending).flatMap(([category, skus]) =>
    skus === "whole"
      ? templates.category.map((template) => fill(template, { category }))
      : skus.flatMap((sku) => templates.product.map((template) => fill(template, { category, sku }))),
  );
}

function fill(template: string, values: Readonly<Record<string, string>>): string {
  const encode = template.startsWith("#") ? encodeTag : encodePath;
  return template.replaceAll(/\{(\w+)\}/g, (placeholder, key: string) => encode(values[key] ?? placeholder));
}

/** As in a URL, and without a `*`, which would be a wildcard. */
function encodePath(value: string): string {
  return encodeURIComponent(value).replaceAll("*", "%2A");
}

/** Tags are visible ASCII without commas, and in them case does not count. */
function encodeTag(value: string): string {
  return encodeURIComponent(value).toLowerCase();
}

function isWildcard(path: string): boolean {
  return path.endsWith("*") && !path.startsWith("#");
}

function skusByCategory(changes: readonly StockChange[]): ReadonlyMap<string, readonly string[]> {
  const grouped = new Map<string, string[]>();
  for (const { category, sku } of changes) {
    const skus = grouped.get(category) ?? [];
    skus.push(sku);
    grouped.set(category, skus);
  }
  return grouped;
}
