import { randomOf, type Random } from "../../src/restock/bootstrap";
import { proposeRestock } from "../../src/restock/propose";

/** Days that are known before the first decision, and days that are decided on. */
const KNOWN_DAYS = 84;
const DAYS = 365;

/** Lead times that were seen, and from which those to come are drawn as well. */
export const LEAD_TIMES = [4, 5, 5, 6, 6, 7, 9];

const POLICY = { serviceQuantile: 0.95, coverDays: 7 };
const REVIEW_DAYS = 1;

/** Of three runs: the part of the demand that was met, and units on hand at the end of a day. */
export interface Outcome {
  readonly fillPercent: number;
  readonly averageStock: number;
}

/** What a policy says on an evening: when to order, and up to how much. */
type Decide = (daily: readonly number[], has: number, random: Random) => number;

const WEEK = [0.7, 0.7, 0.8, 0.9, 1.2, 1.6, 1.1];

/** Units of a day that come one by one, so many on average. */
function poisson(random: Random, mean: number): number {
  let units = -1;
  for (let product = 1; product > Math.exp(-mean); product *= random()) {
    units += 1;
  }
  return units;
}

/** Demand of a day, by what it is like. */
export const SERIES: Readonly<Record<string, (random: Random, day: number) => number>> = {
  steady: (random) => poisson(random, 10),
  weekly: (random, day) => poisson(random, 10 * (WEEK[day % 7] ?? 1)),
  seasonal: (random, day) =>
    poisson(random, 10 * (WEEK[day % 7] ?? 1) * (1 + 0.6 * Math.sin((2 * Math.PI * day) / 365))),
  intermittent: (random) => (random() < 0.06 ? 1 + Math.floor(random() * random() * 20) : 0),
  trending: (random, day) => poisson(random, 5 * 1.005 ** day),
  falling: (random, day) => poisson(random, 30 * 0.994 ** day),
  promotion: (random, day) => poisson(random, day % 90 < 4 ? 50 : 10),
};

/** What the service proposes. */
export const proposed: Decide = (daily, has, random) =>
  proposeRestock(
    {
      ...{ daily, leadTimeDays: LEAD_TIMES, reviewDays: REVIEW_DAYS, policy: POLICY },
      position: { onHand: has, onTheWay: 0, promised: 0 },
    },
    random,
  ).quantity;

/**
 * What spreadsheets do: mean and standard deviation of daily demand over a mean lead time, whose own variance is added, and as
 * many deviations as a normal distribution needs for the quantile.
 */
export const meanAndDeviations =
  (deviations: number): Decide =>
  (daily, has) => {
    const [demand, lead] = [moments(daily), moments(LEAD_TIMES)];
    const days = lead.mean + REVIEW_DAYS;
    const spread = Math.sqrt(days * demand.variance + demand.mean ** 2 * lead.variance);
    const reorderPoint = Math.ceil(demand.mean * days + deviations * spread);
    return has <= reorderPoint ? Math.max(0, reorderPoint + Math.ceil(demand.mean * POLICY.coverDays) - has) : 0;
  };

function moments(values: readonly number[]): { readonly mean: number; readonly variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1) };
}

/** Lives a year of a series three times. What is not there is not sold, and who decides does not hear of it. */
export function live(series: string, decide: Decide): Outcome {
  const years = ["one", "two", "three"].map((run) => liveYear(series, decide, run));
  const sum = (value: (year: Year) => number): number => years.reduce((total, year) => total + value(year), 0);
  return {
    fillPercent: Math.round((10_000 * sum(({ sold }) => sold)) / sum(({ wanted }) => wanted)) / 100,
    averageStock: Math.round((10 * sum(({ stockDays }) => stockDays)) / (DAYS * years.length)) / 10,
  };
}

interface Year {
  readonly sold: number;
  readonly wanted: number;
  readonly stockDays: number;
}

function liveYear(series: string, decide: Decide, run: string): Year {
  const [demand, supply, drawn] = ["demand", "supply", "drawn"].map((what) => randomOf(`${series} ${run} ${what}`));
  if (demand === undefined || supply === undefined || drawn === undefined) {
    throw new Error("there are three of them");
  }
  const wantedOf = Array.from({ length: KNOWN_DAYS + DAYS }, (_, day) => SERIES[series]?.(demand, day) ?? 0);
  const seen = wantedOf.slice(0, KNOWN_DAYS);
  const arrivals = new Map<number, number>();
  let onHand = Math.ceil(moments(seen).mean * 14) + 2;
  let onTheWay = 0;
  const year = { sold: 0, wanted: 0, stockDays: 0 };
  for (let day = KNOWN_DAYS; day < KNOWN_DAYS + DAYS; day += 1) {
    const arriving = arrivals.get(day) ?? 0;
    onHand += arriving;
    onTheWay -= arriving;
    const wanted = wantedOf[day] ?? 0;
    const sold = Math.min(onHand, wanted);
    onHand -= sold;
    seen.push(sold);
    year.sold += sold;
    year.wanted += wanted;
    year.stockDays += onHand;
    const ordered = decide(seen.slice(-KNOWN_DAYS), onHand + onTheWay, drawn);
    const due = day + (LEAD_TIMES[Math.floor(supply() * LEAD_TIMES.length)] ?? 1);
    arrivals.set(due, (arrivals.get(due) ?? 0) + ordered);
    onTheWay += ordered;
  }
  return year;
}
