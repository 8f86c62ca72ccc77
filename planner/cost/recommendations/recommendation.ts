import type { Plan } from "../../plan";
import { grouped } from "../grouped";
import type { Line, ResourceCost } from "../estimate";
import type { PriceBook } from "../price-book";
import type { SpotMarket } from "../../../facts";

/** What recommendations are made from. */
export interface Estimate {
  readonly plans: readonly Plan[];
  readonly costs: readonly ResourceCost[];
  readonly book: PriceBook;
  readonly market: SpotMarket;
}

/** Something that would cost less. */
export interface Advice {
  readonly urn: string;
  readonly stack: string;
  /** What to change, and into what. */
  readonly change: string;
  /** USD of a month that it saves; `null` where a price is not known, or it depends on what nobody stated. */
  readonly savingUsd: number | null;
}

/** One way to save money. */
export interface Recommendation {
  readonly id: string;
  readonly title: string;
  /** What can go wrong, or has to be true. */
  readonly risk: string;
  advice(estimate: Estimate): readonly Advice[];
}

/** Advice about single charges: what a charge would cost instead. */
export function onLines(
  { costs }: Estimate,
  adviceOf: (line: Line, cost: ResourceCost) => Pick<Advice, "change" | "savingUsd"> | undefined,
): readonly Advice[] {
  return costs.flatMap((cost) =>
    cost.lines.flatMap((line) => {
      const advice = line.usd === undefined || line.usd > 0 ? adviceOf(line, cost) : undefined;
      return advice === undefined || isNothing(advice)
        ? []
        : [{ urn: cost.resource.urn, stack: cost.stack, ...advice }];
    }),
  );
}

function isNothing({ savingUsd }: Pick<Advice, "savingUsd">): boolean {
  return savingUsd !== null && savingUsd < 0.01;
}

/** What a charge saves by another meter's price; `null` where either is not known. */
export function savingBy(
  book: PriceBook,
  { usd, quantity, share = 1, region }: Line,
  to: { meter: string; home: string },
) {
  const price = book.find(region ?? to.home, to.meter);
  return usd === undefined || quantity === undefined || price === undefined ? null : usd - price.usd(quantity) * share;
}

/** Costs of each stack. */
export function byStack(costs: readonly ResourceCost[]): ReadonlyMap<string, readonly ResourceCost[]> {
  return grouped(costs, ({ stack }) => stack);
}
