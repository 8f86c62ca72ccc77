import { usd } from "../cost/money";
import { escaped, table } from "../markdown";
import type { ComparisonDocument } from "./document";
import { breakText, claimedText, cutText, headroomText, saleText, scalesOf } from "./figures";

/** A comparison as the tables of a page, with everything that it rests on. */
export function comparisonMarkdown(document: ComparisonDocument): string {
  return [
    ...scalesOf(document).flatMap((scale) => scaleTables(document, scale)),
    "## What the claims come to",
    "",
    ...document.claims.flatMap(claimLines),
    "## What is assumed",
    "",
    ...table(
      ["assumption", "is", "of what", "because"],
      document.assumptions.map(({ name, is, what, because }) => [
        `\`${name}\``,
        String(is),
        escaped(what),
        escaped(because),
      ]),
      ["---", "--:", "---", "---"],
    ),
    "## How use follows from it",
    "",
    ...table(
      ["type", "key", "formula"],
      document.formulas.map(({ type, key, formula }) => [`\`${type}\``, `\`${key}\``, escaped(formula)]),
    ),
  ].join("\n");
}

function scaleTables(document: ComparisonDocument, scale: number): readonly string[] {
  const sides = document.sides.filter((side) => side.scale === scale);
  return [
    `## ${scale}× the load`,
    "",
    ...table(
      ["side", "USD a month", "USD an order", "headroom", "breaks first", "resources", "services", "unpriced"],
      sides.map((side) => [
        `**${escaped(side.side)}**`,
        usd(side.monthlyUsd),
        side.perOrderUsd.toFixed(5),
        headroomText(side),
        escaped(breakText(side)),
        String(side.complexity.resources),
        String(side.complexity.services),
        String(side.unpriced),
      ]),
      ["---", "--:", "--:", "--:", "---", "--:", "--:", "--:"],
    ),
    ...table(
      ["side", "a look is answered", "a reservation is answered", "in a sale", "beside it"],
      sides.map((side) => [
        `**${escaped(side.side)}**`,
        escaped(side.latency.looks),
        escaped(side.latency.reservations),
        escaped(saleText(side)),
        escaped(side.note ?? ""),
      ]),
    ),
  ];
}

function claimLines(claim: ComparisonDocument["claims"][number]): readonly string[] {
  return [
    `**${escaped(claim.claim)}** — claimed: ${claimedText(claim)}; ${escaped(claim.side)} against ${escaped(claim.baseline)} at ${claim.scale}× the load.`,
    "",
    ...table(
      ["of", "verdict"],
      claim.cuts.map((cut) => [escaped(cut.of), cutText(cut)]),
    ),
  ];
}
