import * as z from "zod";
import { INVALIDATION_LIMITS } from "../../../facts/cloudfront-limits";

/**
 * What is invalidated when stock changes, from fine to coarse. `{category}` and `{sku}` are filled in. A template that
 * begins with a slash is a path, and may end in `*`; one that begins with `#` is a cache tag.
 */
export interface PathTemplates {
  /** Where a product is shown: `/products/{category}/{sku}`, `#sku:{sku}`. */
  readonly product: readonly string[];
  /** What covers every product of a category: `/products/{category}/*`, `#category:{category}`. */
  readonly category: readonly string[];
  /** What covers every product: `/products/*`, `#products`. */
  readonly all: readonly string[];
}

/** How stock events become invalidations. */
export interface InvalidationSettings {
  /** What is invalidated. */
  readonly paths: PathTemplates;
  /** Paths that may be invalidated in a calendar month (UTC). */
  readonly pathsPerMonth: number;
  /** Least time between two invalidations; what changes meanwhile goes into the later one. */
  readonly windowSeconds: number;
  /** Changed products of a category above which the whole category is invalidated. */
  readonly productsPerCategory: number;
  /** Paths that one invalidation may take. */
  readonly pathsPerInvalidation: number;
}

/** Time on both sides of the turn of a month in which nothing is invalidated: clocks differ, and calls take time. */
export const MONTH_TURN_GUARD_SECONDS = 300;

/** How long a function may run: a call that it has begun ends before the guard of the turn does. */
export const FUNCTION_TIMEOUT_SECONDS = 20;

/** When an invalidation without an answer is sent again, under the same reference. */
export const RESEND_AFTER_SECONDS = 60;

/** When an invalidation that CloudFront does not accept is given up: by then the pages have expired. */
export const GIVE_UP_AFTER_SECONDS = 900;

const count = z.int().min(0);
const templates = z.array(z.string().min(1)).readonly();

/** Reads settings from the text in which a deployment hands them over. */
export const settingsSchema = z.object({
  paths: z.object({ product: templates, category: templates, all: templates }).readonly(),
  pathsPerMonth: count,
  windowSeconds: count,
  productsPerCategory: count,
  pathsPerInvalidation: count.max(INVALIDATION_LIMITS.pathsInProgress),
});
