import { deltaOf, type CostDocument } from "../cost/document";
import { missingPrices, missingUsage } from "../cost/gaps";
import type { PageMoney } from "./page-data";

/** Less than this is no cost that anybody sees in an area. */
const CENT = 0.01;

/** Money for the page: what costs something, and what the sums do not hold. */
export function pageMoney(document: CostDocument): PageMoney {
  const { resources, totals, coverage, difference, pricesOf } = document;
  const { monthlyUsd, fixedUsd, usageUsd, perOrderUsd, byTag } = totals;
  return {
    pricesOf,
    monthlyUsd,
    fixedUsd,
    usageUsd,
    perOrderUsd,
    tags: Object.keys(byTag),
    costs: resources
      .filter((resource) => resource.monthlyUsd >= CENT)
      .map(({ stack, component, type, name, region, tags, monthlyUsd: usd }) => {
        return { stack, component: component ?? type, type, name, region, tags, monthlyUsd: rounded(usd) };
      }),
    coverage,
    gaps: [
      ...missingPrices(document).map(({ what, count }) => ({ what: `no price: ${what}`, count })),
      ...missingUsage(document).map(({ what, count }) => ({ what: `nobody states the use: ${what}`, count })),
    ],
    ...(difference !== null && {
      difference: {
        beforeUsd: difference.beforeUsd,
        afterUsd: difference.afterUsd,
        changes: difference.changes
          .toSorted((one, other) => Math.abs(deltaOf(other)) - Math.abs(deltaOf(one)))
          .map(({ stack, type, name, beforeUsd, afterUsd }) => ({ stack, type, name, beforeUsd, afterUsd })),
      },
    }),
  };
}

function rounded(usd: number): number {
  return Math.round(usd * 100) / 100;
}
