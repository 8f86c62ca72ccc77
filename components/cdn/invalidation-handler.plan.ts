import { INVALIDATION_LIMITS } from "../../facts/cloudfront-limits";
import { describeAlarm } from "../core/runbooks";
import { toSeconds, type Duration } from "../core/units";
import type { KinesisSource, QueueSource } from "../handler";
import { billBoundUsd } from "./invalidation/bill";
import { INVALIDATION_METRICS } from "./invalidation/metrics";
import type { InvalidationSettings, PathTemplates } from "./invalidation/settings";

/** What decides what is invalidated, when, and for how much. */
export interface InvalidationPlanArgs {
  /** What is invalidated when stock of a product changes, from fine to coarse. */
  readonly paths: PathTemplates;
  /**
   * Paths that may be invalidated in a calendar month (UTC).
   *
   * @default 1000
   */
  readonly pathsPerMonth?: number;
  /**
   * How many of them cost nothing: the account's 1,000, less what others in it invalidate.
   *
   * @default 1000
   */
  readonly freePaths?: number;
  /**
   * Least time between two invalidations; what changes meanwhile goes into the later one.
   *
   * @default "30 seconds"
   */
  readonly window?: Duration;
  /**
   * Changed products of a category above which the whole category is invalidated.
   *
   * @default 20
   */
  readonly productsPerCategory?: number;
  /**
   * Paths that one invalidation may take; what is more is invalidated in coarser ones.
   *
   * @default 30
   */
  readonly pathsPerInvalidation?: number;
  /** Physical name of the function. */
  readonly handlerName: string;
  /** Address of the folder of runbooks; each alarm names its own, `<runbooksUrl>/<id>.md`. */
  readonly runbooksUrl: string;
}

/** One alarm, with every choice made. */
export interface PlannedInvalidationAlarm {
  readonly metricName: string;
  readonly description: string;
}

/** Invalidations as plain data. */
export interface InvalidationPlan {
  readonly settings: InvalidationSettings;
  /** The most that invalidations cost in a calendar month, in USD. */
  readonly billBoundUsd: number;
  readonly alarms: Readonly<Record<InvalidationAlarm, PlannedInvalidationAlarm>>;
}

/** Alarms of invalidations. */
export const INVALIDATION_ALARMS = ["budget-spent", "given-up", "refused"] as const;

/** One of {@link INVALIDATION_ALARMS}. */
export type InvalidationAlarm = (typeof INVALIDATION_ALARMS)[number];

/** Values that are used where an argument is left out. */
export const INVALIDATION_DEFAULTS = {
  pathsPerMonth: INVALIDATION_LIMITS.freePathsPerMonth,
  freePaths: INVALIDATION_LIMITS.freePathsPerMonth,
  window: "30 seconds",
  productsPerCategory: 20,
  pathsPerInvalidation: 30,
} as const satisfies Partial<InvalidationPlanArgs>;

/** Batches that are handled at a time: the four shards of a new stream on demand and the clock; they share one ledger. */
export const INVALIDATION_CONCURRENCY = 5;

/** A source of stock events. */
export type StockSource<Text> = QueueSource<Text> | KinesisSource<Text>;

/** How many events are gathered for a batch, and for how long, unless the source says it: what changes often counts once. */
export const STOCK_BATCH = { batchSize: 1_000, batchWindow: "5 seconds" } as const;

/**
 * A source with its batches; those of a FIFO queue are small, and are not gathered. A stream is read from its newest
 * record on: pages that showed what is older have expired.
 */
export function planStockSource<Text>(source: StockSource<Text>): StockSource<Text> {
  if (source.kind === "kinesis") {
    return { ...STOCK_BATCH, startAt: "newest", ...source };
  }
  return source.queueKind === "fifo" ? source : { ...STOCK_BATCH, ...source };
}

/** Turns checked arguments into a plan. */
export function planInvalidation(args: InvalidationPlanArgs): InvalidationPlan {
  const { paths, handlerName, runbooksUrl, ...given } = args;
  const { window, pathsPerMonth, freePaths, productsPerCategory, pathsPerInvalidation } = {
    ...INVALIDATION_DEFAULTS,
    ...given,
  };
  const describe = (alarm: InvalidationAlarm, what: string): PlannedInvalidationAlarm => ({
    metricName: INVALIDATION_METRICS[METRICS[alarm]],
    description: describeAlarm({ subject: handlerName, what, runbook: `invalidation-${alarm}`, runbooksUrl }),
  });
  return {
    settings: { paths, pathsPerMonth, windowSeconds: toSeconds(window), productsPerCategory, pathsPerInvalidation },
    billBoundUsd: billBoundUsd({ pathsPerMonth, freePaths }),
    alarms: {
      "budget-spent": describe(
        "budget-spent",
        `the ${pathsPerMonth} paths of the month are spent: pages grow as old as their TTL`,
      ),
      "given-up": describe(
        "given-up",
        "CloudFront has not taken an invalidation for 15 minutes: its pages grow as old as their TTL",
      ),
      refused: describe("refused", "CloudFront has refused an invalidation: its paths are wrong"),
    },
  };
}

const METRICS = {
  "budget-spent": "left-to-ttl",
  "given-up": "given-up",
  refused: "refused",
} as const satisfies Readonly<Record<InvalidationAlarm, keyof typeof INVALIDATION_METRICS>>;
