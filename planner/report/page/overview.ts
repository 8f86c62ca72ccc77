import type { PageData } from "../html/page-data";
import { element } from "./dom";
import { counted, signed, usd, whole } from "./format";
import { shownVerdict } from "./verdict";

/** The page in a few numbers, each of which leads to its part. */
export function overview(data: PageData): HTMLElement {
  return element(
    "dl",
    { class: "figures" },
    figures(data).map(({ term, value, note, tone }) =>
      element("div", {}, [
        element("dt", {}, [term]),
        element("dd", { class: tone === undefined ? "value" : `value ${tone}` }, [value]),
        element("dd", { class: "note" }, [note]),
      ]),
    ),
  );
}

interface Figure {
  readonly term: string;
  readonly value: string;
  readonly note: string;
  readonly tone?: string;
}

function figures(data: PageData): readonly Figure[] {
  const { resources, components } = data.summary;
  const size = {
    term: "Resources",
    value: whole(resources),
    note: `${counted(data.stacks.length, "stack")}, ${counted(components, "component")}`,
  };
  return [residency(data), findings(data), money(data), size, ...loads(data), ...difference(data)];
}

function residency({ summary, map }: PageData): Figure {
  if (summary.residency === null) {
    return { term: "Residency", value: "—", note: "nobody names a partition" };
  }
  const { sign, text, tone } = shownVerdict(summary.residency);
  const note = `${counted(map.zones.length, "partition")}, ${counted(summary.ways, "way")} followed`;
  return { term: "Residency", value: `${sign} ${text}`, note, tone };
}

function findings({ summary: { mandatory, advisory, exempted } }: PageData): Figure {
  return {
    term: "Findings",
    value: mandatory === 0 ? `${advisory === 0 ? "✓ " : ""}${whole(advisory)}` : `✕ ${whole(mandatory + advisory)}`,
    note: `${mandatory} mandatory, ${advisory} advisory, ${exempted} exempted`,
    ...((mandatory > 0 || advisory === 0) && { tone: mandatory > 0 ? "bad" : "good" }),
  };
}

function money({ money: { monthlyUsd, coverage, difference } }: PageData): Figure {
  const [billed, priced] = [sum(coverage, "billed"), sum(coverage, "priced")];
  const against = difference === undefined ? "" : `${signed(difference.afterUsd - difference.beforeUsd)}; `;
  const note = `${against}prices for ${whole(priced)} of ${whole(billed)}`;
  return { term: "USD a month", value: usd(monthlyUsd), note };
}

function sum(coverage: PageData["money"]["coverage"], key: "billed" | "priced"): number {
  return coverage.reduce((total, row) => total + row[key], 0);
}

function loads({ simulations }: PageData): readonly Figure[] {
  const workloads = simulations.flatMap((simulation) => simulation.workloads);
  const failed = workloads.filter(({ failures }) => failures.length > 0).length;
  const note = `${counted(workloads.length, "workload")} at the peak`;
  return workloads.length === 0
    ? []
    : [
        {
          term: "Load",
          value: failed === 0 ? "✓ holds" : `✕ ${whole(failed)} fail`,
          note,
          tone: failed === 0 ? "good" : "bad",
        },
      ];
}

function difference({ difference: changed }: PageData): readonly Figure[] {
  if (changed === undefined) {
    return [];
  }
  const { create, update, replace, delete: gone } = changed.counts;
  const note = `${create} created, ${update} updated, ${replace} replaced, ${gone} deleted`;
  return [{ term: "Changes", value: whole(create + update + replace + gone), note }];
}
