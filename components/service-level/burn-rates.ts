import { toSeconds, type Duration } from "../core/units";

/** Whom an alarm reaches: someone now, or someone in working hours. */
export type Severity = "page" | "ticket";

/** A pair of windows, and how fast the error budget has to burn in both. */
export interface BurnRate {
  /** How many times faster than the target allows. */
  readonly burnRate: number;
  /** The window that says that it matters. */
  readonly long: Duration;
  /** The window that says that it still happens, so that the alarm ends soon after its cause. */
  readonly short: Duration;
  /** Whom it reaches. */
  readonly severity: Severity;
}

/**
 * Burn rates that alarm, by the long window.
 *
 * Source: The Site Reliability Workbook, chapter 5, "Multiwindow, Multi-Burn-Rate Alerts",
 * https://sre.google/workbook/alerting-on-slos/, as quoted by https://docs.bitdrift.io/product/alerts/create-slo-alert.html
 * (read 2026-11-26). The pair of a day stands between: 3 × spends over one day what 1 × spends over three.
 */
export const BURN_RATES = {
  "1h": { burnRate: 14.4, long: "1 hour", short: "5 minutes", severity: "page" },
  "6h": { burnRate: 6, long: "6 hours", short: "30 minutes", severity: "page" },
  "1d": { burnRate: 3, long: "1 day", short: "2 hours", severity: "ticket" },
  "3d": { burnRate: 1, long: "3 days", short: "6 hours", severity: "ticket" },
} as const satisfies Readonly<Record<string, BurnRate>>;

/** A key of {@link BURN_RATES}. */
export type BurnWindow = keyof typeof BURN_RATES;

/** How long a measured period may be. */
export const MEASURED_PERIODS = ["1 minute", "5 minutes", "1 hour"] as const satisfies readonly Duration[];

/** One of {@link MEASURED_PERIODS}. */
export type MeasuredPeriod = (typeof MEASURED_PERIODS)[number];

/**
 * Burn rates of an objective that counts periods. CloudWatch looks back for a day at most where periods are shorter than
 * an hour: the slowest burn is then watched over a day. Where a period is an hour, the windows below two hours go.
 */
export function periodBurnRates(period: MeasuredPeriod): Readonly<Partial<Record<BurnWindow, BurnRate>>> {
  const { "1h": hour, "6h": sixHours, "1d": day, "3d": threeDays } = BURN_RATES;
  if (period === "1 hour") {
    return { "1d": day, "3d": threeDays };
  }
  return { "1h": hour, "6h": sixHours, "1d": { ...day, burnRate: threeDays.burnRate } };
}

/** Share of events, or of periods, that may be bad. */
export function errorBudget(targetPercent: number): number {
  return exact((100 - targetPercent) / 100);
}

/** Share of bad events above which the budget burns faster than a rate. */
export function burnThreshold(targetPercent: number, burnRate: number): number {
  return exact(errorBudget(targetPercent) * burnRate);
}

/** Share of the budget, in percent, that is gone when it has burnt at a rate for a while. */
export function budgetSpentPercent({ burnRate, long }: BurnRate, window: Duration): number {
  return exact((100 * burnRate * toSeconds(long)) / toSeconds(window));
}

/** A number without the dust of binary fractions. */
function exact(value: number): number {
  return Number(value.toPrecision(10));
}
