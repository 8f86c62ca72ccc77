import { usd } from "../cost/money";
import { counted } from "../preview-text";
import type { ComparisonDocument } from "./document";
import { breakText, claimedText, cutText, headroomText, saleText, scalesOf } from "./figures";

/** A comparison for a person. */
export function comparisonText(document: ComparisonDocument): string {
  return [
    ...scalesOf(document).flatMap((scale) => [
      `${scale}× the load`,
      `${"USD/month".padStart(10)}  ${"USD/order".padStart(9)}  ${"headroom".padStart(9)}  resources  side`,
      ...document.sides.filter((side) => side.scale === scale).flatMap(sideLines),
      "",
    ]),
    ...document.claims.flatMap((claim) => [
      `claim: ${claim.claim} (${claimedText(claim)}, ${claim.side} against ${claim.baseline}, ${claim.scale}× the load)`,
      ...claim.cuts.map((cut) => `  ${cut.of}: ${cutText(cut)}`),
      "",
    ]),
    "assumptions and formulas: --format json or markdown",
    "",
  ].join("\n");
}

function sideLines(side: ComparisonDocument["sides"][number]): readonly string[] {
  const { resources, services } = side.complexity;
  const headroom = side.headroom === null ? "–" : `${side.headroom.toFixed(side.headroom < 1 ? 2 : 1)}×`;
  return [
    `${usd(side.monthlyUsd).padStart(10)}  ${side.perOrderUsd.toFixed(5).padStart(9)}  ${headroom.padStart(9)}  ${String(resources).padStart(9)}  ${side.side}`,
    `            breaks first: ${breakText(side)}${side.headroom !== null && side.headroom < 1 ? ` — ${headroomText(side)}` : ""}`,
    `            looks ${side.latency.looks}; reservations ${side.latency.reservations}; ${services} services`,
    ...(side.sale === null ? [] : [`            in a sale: ${saleText(side)}`]),
    ...(side.unpriced > 0 ? [`            ${counted(side.unpriced, "resource")} without a price or a quantity`] : []),
    ...(side.note === null ? [] : [`            ${side.note}`]),
  ];
}
