import { budgetFindings } from "../../cost/budgets";
import { counted, findingLines } from "../preview-text";
import { deltaOf, type CostDocument } from "./document";
import { carbonLine } from "./carbon";
import { missingPrices, missingUsage, type Gap } from "./gaps";
import { signed, usd } from "./money";
import { recommendationLines } from "./recommendations";

type Rows = readonly (readonly [left: string, right: string])[];

/** An estimate for a person: the sums, the dearest parts, and what the sums do not hold. */
export function costText(document: CostDocument): string {
  const { totals, coverage, oldSources } = document;
  return [
    ...(document.difference === null ? [] : differenceLines(document.difference)),
    ...table(
      ["USD/month", "stack"],
      totals.byStack.map(({ name, monthlyUsd }) => [usd(monthlyUsd), name]),
    ),
    ...table(
      ["USD/month", "component"],
      totals.byComponent.map(({ name, monthlyUsd }) => [usd(monthlyUsd), name]),
      MOST_ROWS,
    ),
    ...Object.entries(totals.byTag).flatMap(([tag, shares]) =>
      table(
        ["USD/month", tag],
        shares.map(({ name, monthlyUsd }) => [usd(monthlyUsd), name]),
      ),
    ),
    ...gapLines("without a price", missingPrices(document)),
    ...gapLines("used as much as nobody stated", missingUsage(document)),
    ...table(
      ["priced", "region"],
      coverage.map(({ region, billed, priced }) => [`${priced} of ${billed}`, region]),
    ),
    ...(oldSources.length === 0
      ? []
      : table(
          ["old price", "source"],
          oldSources.map(({ date, source }) => [date, source]),
        )),
    ...carbonLines(document),
    ...recommendationLines(document),
    ...budgetLines(document),
    summaryOf(document),
    "",
  ].join("\n");
}

/** Rows of a list that a terminal shows; JSON holds all. */
const MOST_ROWS = 20;

function table([left, right]: readonly [string, string], rows: Rows, most = Infinity): readonly string[] {
  const shown = rows.slice(0, most);
  const width = Math.max(left.length, ...shown.map(([cell]) => cell.length));
  const more = rows.length - shown.length;
  return [
    `${left.padStart(width)}  ${right}`,
    ...shown.map(([cell, name]) => `${cell.padStart(width)}  ${name}`),
    ...(more > 0 ? [`${"".padStart(width)}  and ${more} more, in --format json`] : []),
    "",
  ];
}

function gapLines(title: string, gaps: readonly Gap[]): readonly string[] {
  return gaps.length === 0
    ? []
    : table(
        ["resources", title],
        gaps.map(({ what, count }) => [String(count), what]),
        MOST_ROWS,
      );
}

function differenceLines({
  from,
  beforeUsd,
  afterUsd,
  changes,
}: NonNullable<CostDocument["difference"]>): readonly string[] {
  return [
    `${signed(afterUsd - beforeUsd)} USD a month against ${from}: ${usd(beforeUsd)} before, ${usd(afterUsd)} now`,
    "",
    ...(changes.length === 0
      ? []
      : table(
          ["USD/month", "changed"],
          changes.map((change) => [signed(deltaOf(change)), `${change.stack}  ${change.type} ${change.name}`]),
          MOST_ROWS,
        )),
  ];
}

function carbonLines(document: CostDocument): readonly string[] {
  const byTag = Object.entries(document.carbon.byTag).filter(([, shares]) => shares.length > 0);
  return [
    ...byTag.flatMap(([tag, shares]) =>
      table(
        ["kg CO2e/month", tag],
        shares.map(({ name, kilograms }) => [kilograms.toFixed(1), name]),
      ),
    ),
    carbonLine(document),
    "",
  ];
}

function budgetLines({ budgets }: CostDocument): readonly string[] {
  if (budgets.length === 0) {
    return [];
  }
  return [
    ...table(
      ["of budget", "USD/month"],
      budgets.map(({ name, of, limitUsd, estimatedUsd }) => [
        limitUsd === null || estimatedUsd === null ? "?" : `${((estimatedUsd / limitUsd) * 100).toFixed(0)} %`,
        limitUsd === null ? name : `${name}: ${usd(estimatedUsd ?? 0)} of ${usd(limitUsd)}, ${of}`,
      ]),
    ),
    ...budgetFindings(budgets).flatMap(findingLines),
  ];
}

/** What an estimate comes to, in one line. */
export function summaryOf({ resources, totals, environment, pricesOf }: CostDocument): string {
  const { monthlyUsd, fixedUsd, usageUsd, perOrderUsd } = totals;
  const unpriced = resources.filter(
    ({ unpriced, lines }) => unpriced !== null || lines.some(({ source }) => source === null),
  );
  return [
    `${environment === null ? "" : `${environment}: `}${usd(monthlyUsd)} USD a month (${usd(fixedUsd)} for being there, ${usd(usageUsd)} for use)${pricesOf === null ? "" : ` at the prices of ${pricesOf}`}`,
    ...(perOrderUsd === null ? [] : [`${perOrderUsd.toFixed(4)} USD an order`]),
    `${counted(unpriced.length, "resource")} of ${resources.length} unpriced`,
  ].join(", ");
}
