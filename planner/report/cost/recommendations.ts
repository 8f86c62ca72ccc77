import { code, escaped, table } from "../markdown";
import type { CostDocument } from "./document";
import { usd } from "./money";

type Recommended = NonNullable<CostDocument["recommendations"]>[number];

/** Advice of one kind that a terminal shows; JSON holds all. */
const MOST_ADVICE = 5;

/** What would cost less, for a person. */
export function recommendationLines({ recommendations }: CostDocument): readonly string[] {
  if (recommendations === null) {
    return [];
  }
  return recommendations.length === 0
    ? ["nothing that the planner knows would cost less", ""]
    : recommendations.flatMap((one) => [
        `→ ${one.title}  (${one.id}): ${savingText(one)}`,
        ...one.advice.slice(0, MOST_ADVICE).map(adviceLine),
        ...(one.advice.length > MOST_ADVICE ? [`  and ${one.advice.length - MOST_ADVICE} more, in --format json`] : []),
        `  risk: ${one.risk}`,
        "",
      ]);
}

function adviceLine({ urn, stack, change, savingUsd }: Recommended["advice"][number]): string {
  return `  ${savingUsd === null ? "?" : usd(savingUsd)}  ${stack}  ${nameOf(urn)}: ${change}`;
}

function savingText({ savingUsd, advice }: Recommended): string {
  const isKnown = advice.some((one) => one.savingUsd !== null);
  return isKnown ? `saves ${usd(savingUsd)} USD a month` : "what it saves is not known";
}

/** What would cost less, as a table. */
export function recommendationTable({ recommendations }: CostDocument): readonly string[] {
  return recommendations === null || recommendations.length === 0
    ? []
    : table(
        ["would cost less", "saving", "where", "risk"],
        recommendations.map((one) => [
          escaped(one.title),
          savingText(one),
          `${one.advice.length} × ${code(nameOf(one.advice[0]?.urn ?? ""))}`,
          escaped(one.risk),
        ]),
      );
}

function nameOf(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}
