import { budgetFindings } from "../../cost/budgets";
import { carbonLine } from "./carbon";
import { deltaOf, type CostDocument } from "./document";
import { missingPrices, missingUsage, type Gap } from "./gaps";
import { code, escaped, table as markdownTable } from "../markdown";
import { signed, usd } from "./money";
import { recommendationTable } from "./recommendations";
import { summaryOf } from "./text";

/** An estimate for a pull request: the difference first, the rest folded away. */
export function costMarkdown(document: CostDocument): string {
  const { totals, difference } = document;
  return [
    `**${escaped(headline(document))}**`,
    "",
    ...findingParts(document),
    ...recommendationTable(document),
    ...(difference === null || difference.changes.length === 0
      ? []
      : table(
          ["resource", "before", "after", "difference"],
          difference.changes.map((change) => [
            code(`${change.stack} ${change.name}`),
            change.beforeUsd === null ? "" : usd(change.beforeUsd),
            change.afterUsd === null ? "" : usd(change.afterUsd),
            signed(deltaOf(change)),
          ]),
        )),
    ...folded(
      "By stack",
      table(
        ["stack", "USD a month"],
        totals.byStack.map(({ name, monthlyUsd }) => [code(name), usd(monthlyUsd)]),
      ),
    ),
    ...Object.entries(totals.byTag).flatMap(([tag, shares]) =>
      folded(
        `By ${tag}`,
        table(
          [tag, "USD a month"],
          shares.map(({ name, monthlyUsd }) => [escaped(name), usd(monthlyUsd)]),
        ),
      ),
    ),
    ...carbonParts(document),
    ...gaps("Without a price", missingPrices(document)),
    ...gaps("Used as much as nobody stated", missingUsage(document)),
  ].join("\n");
}

/** Budgets that are exceeded stand open, above what is folded away. */
function findingParts({ budgets }: CostDocument): readonly string[] {
  const findings = budgetFindings(budgets).map(({ level, message }) => `- ${level}: ${escaped(message)}`);
  return findings.length === 0 ? [] : [...findings, ""];
}

function carbonParts(document: CostDocument): readonly string[] {
  const byTag = Object.entries(document.carbon.byTag).filter(([, shares]) => shares.length > 0);
  return [
    ...byTag.flatMap(([tag, shares]) =>
      folded(
        `Carbon by ${tag}`,
        table(
          [tag, "kg CO2e a month"],
          shares.map(({ name, kilograms }) => [escaped(name), kilograms.toFixed(1)]),
        ),
      ),
    ),
    carbonLine(document),
    "",
  ];
}

function headline(document: CostDocument): string {
  const { difference } = document;
  return difference === null
    ? summaryOf(document)
    : `${signed(difference.afterUsd - difference.beforeUsd)} USD a month; ${summaryOf(document)}`;
}

function gaps(title: string, found: readonly Gap[]): readonly string[] {
  return found.length === 0
    ? []
    : folded(
        `${title}: ${found.length}`,
        table(
          ["what", "resources"],
          found.map(({ what, count }) => [code(what), String(count)]),
        ),
      );
}

function folded(title: string, lines: readonly string[]): readonly string[] {
  return [`<details><summary>${title}</summary>`, "", ...lines, "</details>", ""];
}

/** A table whose columns after the first are numbers. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return markdownTable(
    head,
    rows,
    head.map((_, index) => (index === 0 ? "---" : "--:")),
  );
}
