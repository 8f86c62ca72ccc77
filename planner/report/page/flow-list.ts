import type { PageFlow, PageMap, PageWay } from "../html/page-data";
import { element, folded, table } from "./dom";
import { counted } from "./format";
import { verdictChip } from "./verdict";

/** Ways of one flow that are listed at first. */
const MOST_WAYS = 200;

/** Kinds of way that are named in a line. */
const MOST_KINDS = 2;

/** Hears of the flow that a reader looks at. */
type Watched = (flow: PageFlow | undefined, isOn: boolean) => void;

/** Every flow in words, the gravest first; its ways are listed where it is opened. */
export function flowList({ flows }: PageMap, watched: Watched): HTMLElement {
  const between = flows.filter(isBetween);
  const within = flows.filter((flow) => !isBetween(flow));
  return element("div", { class: "flows" }, [
    ...group("Between partitions, and out of them", between, watched),
    ...group("Between the regions of a partition", within, watched),
    ...(flows.length === 0 ? [element("p", { class: "quiet" }, ["No way leads from one place to another."])] : []),
  ]);
}

/** Regions have their partition in their name. */
function isBetween({ from, to }: PageFlow): boolean {
  return !from.includes("/") || !to.includes("/");
}

function group(title: string, flows: readonly PageFlow[], watched: Watched): readonly Node[] {
  return flows.length === 0
    ? []
    : [
        element("h3", {}, [title]),
        element(
          "ul",
          { class: "plain" },
          flows.map((flow) => element("li", {}, [flowOf(flow, watched)])),
        ),
      ];
}

function flowOf(flow: PageFlow, watched: Watched): HTMLElement {
  const details = folded(
    [
      element("span", { class: "ends" }, [`${shortName(flow.from)} → ${shortName(flow.to)}`]),
      element("span", { class: "quiet" }, [`${counted(flow.ways.length, "way")}${kindsOf(flow.ways)}`]),
      verdictChip(flow.verdict),
    ],
    () => [waysTable(flow)],
  );
  const look = (isOn: boolean) => () => watched(flow, isOn);
  details.addEventListener("pointerenter", look(true));
  details.addEventListener("pointerleave", look(false));
  details.addEventListener("focusin", look(true));
  details.addEventListener("focusout", look(false));
  return details;
}

function shortName(end: string): string {
  return end.startsWith("zone:") ? end.slice("zone:".length) : end.slice(end.indexOf("/") + 1);
}

function kindsOf(ways: readonly PageWay[]): string {
  const kinds = [...new Set(ways.map(({ kind }) => kind))];
  return kinds.length > MOST_KINDS ? ` of ${kinds.length} kinds` : `: ${kinds.join(", ")}`;
}

function waysTable({ from, to, ways }: PageFlow): HTMLElement {
  const shown = ways.slice(0, MOST_WAYS);
  const more = ways.length - shown.length;
  return element("div", {}, [
    table({
      caption: `Ways from ${shortName(from)} to ${shortName(to)}`,
      head: ["resource", "input", "leads to", "because"],
      rows: shown.map(({ stack, resource, input, leadsTo, because, kind }) => [
        element("span", {}, [resource, element("span", { class: "quiet under" }, [stack])]),
        element("span", {}, [input, element("span", { class: "quiet under" }, [kind])]),
        leadsTo,
        because,
      ]),
    }),
    more > 0
      ? element("p", { class: "quiet" }, [`and ${counted(more, "way")} more: planner residency --format json`])
      : null,
  ]);
}
