import type { ResourceCost } from "./estimate";

/** Days after which a price is called old. */
export const OLD_AFTER_DAYS = 180;

const DAY_MS = 86_400_000;

/** A source of prices. */
export interface PriceSource {
  readonly source: string;
  readonly date: string;
}

/** Sources of an estimate that are older than {@link OLD_AFTER_DAYS} on a day, oldest first. */
export function oldSources(costs: readonly ResourceCost[], asOf: string): readonly PriceSource[] {
  const used = costs.flatMap(({ lines }) => lines.flatMap(({ price }) => price ?? []));
  const sources = new Map(used.map(({ source, date }) => [`${date} ${source}`, { source, date }]));
  return [...sources]
    .filter(([, { date }]) => Date.parse(asOf) - Date.parse(date) > OLD_AFTER_DAYS * DAY_MS)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([, source]) => source);
}
