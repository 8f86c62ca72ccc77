import type { ComparedSide, ComparisonDocument } from "./document";
import { usd } from "../cost/money";

/** How often over the busiest second is carried: `4.5×`, and that it is not where it is less than once. */
export function headroomText({ headroom }: ComparedSide): string {
  if (headroom === null) {
    return "no limit known";
  }
  return headroom < 1 ? `${headroom.toFixed(2)}×: not carried` : `${headroom.toFixed(1)}×`;
}

/** What is reached first: `API, requests of a second: 59.8 of 2000 (throttlingRateLimit)`. */
export function breakText({ breaksFirst }: ComparedSide): string {
  if (breaksFirst === null) {
    return "nothing that a plan bounds";
  }
  const { what, input, bound, asked } = breaksFirst;
  return `${what}: ${shortNumber(asked)} of ${shortNumber(bound)} (${input})`;
}

/** Failures of a sale that a table shows; JSON holds all. */
const MOST_FAILURES = 2;

/** What a sale does to autoscalers; empty where there are none. */
export function saleText({ sale }: ComparedSide): string {
  if (sale === null) {
    return "no autoscaler to simulate";
  }
  const waits = `waits up to ${Math.round(sale.longestWaitSeconds)} s`;
  const shown = sale.failures.slice(0, MOST_FAILURES);
  const more = sale.failures.length - shown.length;
  return [waits, ...shown, ...(more > 0 ? [`and ${more} more`] : [])].join("; ");
}

/** A claim's part in words: `holds: 40.4 % less (819.10 instead of 1,374.60)`. */
export function cutText({
  percent,
  sideUsd,
  baselineUsd,
  verdict,
}: ComparisonDocument["claims"][number]["cuts"][number]): string {
  const word = percent < 0 ? `${(-percent).toFixed(1)} % more` : `${percent.toFixed(1)} % less`;
  return `${verdict}: ${word} (${usd(sideUsd)} instead of ${usd(baselineUsd)})`;
}

/** `40–70 %`, or one number where both are the same. */
export function claimedText({ leastPercent, mostPercent }: ComparisonDocument["claims"][number]): string {
  return leastPercent === mostPercent ? `${leastPercent} %` : `${leastPercent}–${mostPercent} %`;
}

/** The scales of a comparison, in its order. */
export function scalesOf({ sides }: ComparisonDocument): readonly number[] {
  return [...new Set(sides.map(({ scale }) => scale))];
}

function shortNumber(value: number): string {
  return String(Number(value.toPrecision(3)));
}
