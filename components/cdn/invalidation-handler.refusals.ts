import { INVALIDATION_LIMITS } from "../../facts/cloudfront-limits";
import type { Refusal } from "../core/refusal";
import { toSeconds } from "../core/units";
import { isWholeWithin } from "../core/whole-numbers";
import { INVALIDATION_DEFAULTS, type InvalidationPlanArgs } from "./invalidation-handler.plan";
import type { PathTemplates } from "./invalidation/settings";

const ACCOUNT = /^\d{12}$/;
const PATH = /^\/[^\s*#]*\*?$/;
const TAG = /^#[\x21-\x7e]+$/;
const PLACEHOLDER = /\{[^}]*\}/g;
const LONGEST_WINDOW = toSeconds("15 minutes");
const LEVELS = ["product", "category", "all"] as const;

/** Names that are filled in, by how coarse a template is. */
const ALLOWED: Readonly<Record<keyof PathTemplates, readonly string[]>> = {
  product: ["{category}", "{sku}"],
  category: ["{category}"],
  all: [],
};

/** What the refusals of invalidations look at. */
export interface InvalidationRefusalArgs extends InvalidationPlanArgs {
  /** Account of the function. */
  readonly accountId: string;
}

type InvalidationRefusal = Refusal<InvalidationRefusalArgs>;

const counts: readonly InvalidationRefusal[] = [
  {
    when: ({ accountId }) => !ACCOUNT.test(accountId),
    say: ({ accountId }) => ({
      arg: "accountId",
      got: accountId,
      expected: "12 digits",
      change: "give the account of the function",
    }),
  },
  {
    when: (args) => !isWholeWithin(of(args).pathsPerMonth, 0),
    say: ({ pathsPerMonth }) => ({
      arg: "pathsPerMonth",
      got: pathsPerMonth,
      expected: "a whole number of paths, 0 or more",
      change: "choose how many paths a month may cost",
    }),
  },
  {
    when: (args) => !isWholeWithin(of(args).freePaths, 0, INVALIDATION_LIMITS.freePathsPerMonth),
    say: ({ freePaths }) => ({
      arg: "freePaths",
      got: freePaths,
      expected: `a whole number from 0 to ${INVALIDATION_LIMITS.freePathsPerMonth}`,
      change: "count what others in the account invalidate, and leave it out of the free paths",
    }),
  },
  {
    when: (args) => !isWholeWithin(toSeconds(of(args).window), 1, LONGEST_WINDOW),
    say: ({ window }) => ({
      arg: "window",
      got: window,
      expected: "1 second to 15 minutes",
      change: "choose a window that is shorter than what pages may grow old",
    }),
  },
  {
    when: (args) => !isWholeWithin(of(args).productsPerCategory, 1),
    say: ({ productsPerCategory }) => ({
      arg: "productsPerCategory",
      got: productsPerCategory,
      expected: "a whole number, 1 or more",
      change: "choose from how many changes on a category is invalidated as a whole",
    }),
  },
  {
    when: (args) => !isWholeWithin(of(args).pathsPerInvalidation, 1, INVALIDATION_LIMITS.pathsInProgress),
    say: ({ pathsPerInvalidation }) => ({
      arg: "pathsPerInvalidation",
      got: pathsPerInvalidation,
      expected: `a whole number from 1 to ${INVALIDATION_LIMITS.pathsInProgress}`,
      change: "choose how much of the month's paths one invalidation may take",
    }),
  },
];

const templates: readonly InvalidationRefusal[] = [
  {
    when: ({ paths }) => illFormed(paths).length > 0,
    say: ({ paths }) => ({
      arg: "paths",
      got: illFormed(paths),
      expected: "paths that begin with a slash, with * at their end alone, or tags that begin with #",
      change: "write them as CloudFront invalidates them",
    }),
  },
  {
    when: ({ paths }) => misfilled(paths).length > 0,
    say: ({ paths }) => ({
      arg: "paths",
      got: misfilled(paths),
      expected: "{category} and {sku} in product, {category} in category, neither in all",
      change: "leave out what is not known there",
    }),
  },
  {
    when: ({ paths }) => LEVELS.some((level) => paths[level].length === 0),
    say: ({ paths }) => ({
      arg: "paths",
      got: LEVELS.filter((level) => paths[level].length === 0),
      expected: "at least one path or tag for each of product, category and all",
      change: "name what covers every product, for when there are too many of them",
    }),
  },
  {
    when: ({ paths }) => uncovered(paths).length > 0,
    say: ({ paths }) => ({
      arg: "paths",
      got: uncovered(paths),
      expected: "paths of products that a path of category and one of all cover",
      change: "end a coarser path in * where the finer one goes on",
    }),
  },
  {
    when: (args) => !fitsOnce(args.paths.all, of(args).pathsPerInvalidation),
    say: ({ paths }) => ({
      arg: "paths.all",
      got: paths.all.length,
      expected: `no more than pathsPerInvalidation, and ${INVALIDATION_LIMITS.wildcardsInProgress} wildcards`,
      change: "cover every product with fewer paths",
    }),
  },
];

/** Reasons to refuse invalidations. */
export const invalidationRefusals: readonly InvalidationRefusal[] = [...counts, ...templates];

function of(args: InvalidationPlanArgs) {
  return { ...INVALIDATION_DEFAULTS, ...args };
}

function illFormed(paths: PathTemplates): readonly string[] {
  return LEVELS.flatMap((level) => paths[level]).filter((template) => !PATH.test(template) && !TAG.test(template));
}

function misfilled(paths: PathTemplates): readonly string[] {
  return LEVELS.flatMap((level) =>
    paths[level].filter((template) =>
      (template.match(PLACEHOLDER) ?? []).some((name) => !ALLOWED[level].includes(name)),
    ),
  );
}

/** Paths of products that a coarser invalidation would miss. What tags cover, their origins decide. */
function uncovered({ product, category, all }: PathTemplates): readonly string[] {
  const isCovered = (path: string, by: readonly string[]): boolean =>
    by.some((coarse) => (coarse.endsWith("*") ? path.startsWith(coarse.slice(0, -1)) : path === coarse));
  return product.filter((path) => path.startsWith("/") && !(isCovered(path, category) && isCovered(path, all)));
}

function fitsOnce(all: readonly string[], most: number): boolean {
  const wildcards = all.filter((path) => path.startsWith("/") && path.endsWith("*"));
  return all.length <= most && wildcards.length <= INVALIDATION_LIMITS.wildcardsInProgress;
}
