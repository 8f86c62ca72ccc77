import type { Duration } from "../core/units";
import type { MeasuredPeriod } from "./burn-rates";

/** One metric of CloudWatch, and what is asked of it. */
export interface MetricSource<Value = string> {
  /** Namespace, such as `AWS/ApplicationELB` or the service's own. */
  readonly namespace: string;
  /** Name of the metric. */
  readonly metricName: string;
  /**
   * Dimensions, exactly as the metric is published with them.
   *
   * @default - none
   */
  readonly dimensions?: Readonly<Record<string, Value>>;
  /** Statistic: `Sum`, `SampleCount`, `Average`, `Minimum`, `Maximum`, a percentile `p95` or a trimmed count `TC(0.3:)`. */
  readonly statistic: string;
}

/** What every objective says of itself. */
interface DescribedObjective {
  /** What is promised, as a phrase: `requests are answered`. */
  readonly promise: string;
  /** Address of the runbook that its alarms name. */
  readonly runbookUrl: string;
}

/** An objective that counts events: this share of them is good. */
export interface RatioObjective<Value = string> extends DescribedObjective {
  /** Bad events by all events. */
  readonly kind: "ratio";
  /** Share of good events, in percent. */
  readonly targetPercent: number;
  /** Bad events. Good ones are not asked for: their metric stops in an outage, and would hide it. */
  readonly bad: MetricSource<Value>;
  /** All events; several metrics are added up. */
  readonly total: readonly MetricSource<Value>[];
  /**
   * Bad events in the long window below which nothing alarms: with little traffic one of them is a high rate.
   *
   * @default 5
   */
  readonly leastBad?: number;
}

/** An objective that counts periods: in this share of them a metric is within its limit. */
export interface PeriodsObjective<Value = string> extends DescribedObjective {
  /** Bad periods by all periods. */
  readonly kind: "periods";
  /** Share of good periods, in percent. */
  readonly targetPercent: number;
  /** The metric. */
  readonly metric: MetricSource<Value>;
  /** On which side of the limit a period is bad. */
  readonly badWhen: "above" | "below";
  /** The limit, in the metric's unit; a period that meets it is good. */
  readonly limit: number;
  /**
   * How long a period is.
   *
   * @default "1 minute"
   */
  readonly period?: MeasuredPeriod;
  /**
   * Bad periods in the long window below which nothing alarms.
   *
   * @default 3
   */
  readonly leastBad?: number;
  /**
   * What a period without data is: a gauge that nobody publishes is not known to be within its limit.
   *
   * @default "bad"
   */
  readonly missing?: "bad" | "good";
}

/** An objective without a budget: what is counted must not occur at all. */
export interface ZeroObjective<Value = string> extends DescribedObjective {
  /** A count that must be zero. */
  readonly kind: "zero";
  /** The count. */
  readonly metric: MetricSource<Value>;
  /**
   * How often the count is looked at.
   *
   * @default "1 minute"
   */
  readonly period?: MeasuredPeriod;
  /**
   * What a period without data is: a counter that is published only when it counts is silent while all is well.
   *
   * @default "good"
   */
  readonly missing?: "bad" | "good";
}

/** An objective of any kind. */
export type Objective<Value = string> = RatioObjective<Value> | PeriodsObjective<Value> | ZeroObjective<Value>;

/** What decides the alarms of a service level. */
export interface ServiceLevelPlanArgs<Value = string> {
  /** Physical name of the dashboard, which the names of the alarms begin with. */
  readonly levelName: string;
  /** Objectives, by a short name. */
  readonly objectives: Readonly<Record<string, Objective<Value>>>;
  /**
   * Time over which the targets hold.
   *
   * @default "30 days"
   */
  readonly window?: Duration;
}

/** What a service level gets where its arguments leave the choice open. */
export const SERVICE_LEVEL_DEFAULTS = {
  window: "30 days",
  period: "1 minute",
  leastBadEvents: 5,
  leastBadPeriods: 3,
  missingPeriod: "bad",
  missingCount: "good",
} as const;
