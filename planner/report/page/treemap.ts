import { hierarchy, treemap, type HierarchyRectangularNode } from "d3-hierarchy";
import type { PageCost } from "../html/page-data";
import { element } from "./dom";
import { usd } from "./format";

/** Costs that belong together. */
export interface CostGroup {
  readonly name: string;
  readonly monthlyUsd: number;
  /** The kinds of component in it, dearest first. */
  readonly parts: readonly { readonly name: string; readonly monthlyUsd: number }[];
}

/** Groups costs by a name, dearest first. */
export function groupsBy(costs: readonly PageCost[], nameOf: (cost: PageCost) => string): readonly CostGroup[] {
  return sums(costs, nameOf).map(({ name, monthlyUsd, members }) => ({
    name,
    monthlyUsd,
    parts: sums(members, kindOf),
  }));
}

function sums(costs: readonly PageCost[], nameOf: (cost: PageCost) => string) {
  const groups = new Map<string, PageCost[]>();
  for (const cost of costs) {
    groups.set(nameOf(cost), [...(groups.get(nameOf(cost)) ?? []), cost]);
  }
  return [...groups]
    .map(([name, members]) => ({
      name,
      members,
      monthlyUsd: members.reduce((sum, { monthlyUsd }) => sum + monthlyUsd, 0),
    }))
    .toSorted((one, other) => other.monthlyUsd - one.monthlyUsd);
}

/** `inventory:cache:Cache cache` → `Cache`. */
function kindOf({ component }: PageCost): string {
  const [type = ""] = component.split(" ");
  return type.slice(type.lastIndexOf(":") + 1);
}

/** Colours that tell groups apart; the smaller ones share the last. */
const COLOURS = 8;
/** The shape of the area, in units; it is stretched to where it stands. */
const SIZE = { width: 1000, height: 420 } as const;
/** A label is drawn where this much room is. */
const ROOM = { width: 78, height: 34 } as const;

interface Area {
  readonly name: string;
  readonly group: string;
  readonly colour: number;
  readonly monthlyUsd?: number;
  readonly children?: readonly Area[];
}

/** An area for each group, as large as what it costs, with its kinds of component in it. The table beside it says the same. */
export function treemapOf(groups: readonly CostGroup[], title: string): HTMLElement {
  const areas = groups.map(({ name, parts }, index) => {
    const own = { group: name, colour: Math.min(index, COLOURS - 1) };
    return { ...own, name, children: parts.map((part) => ({ ...own, ...part })) };
  });
  const all: Area = { name: "", group: "", colour: 0, children: areas };
  const root = treemap<Area>().size([SIZE.width, SIZE.height]).paddingInner(2)(
    hierarchy(all).sum(({ monthlyUsd }) => monthlyUsd ?? 0),
  );
  const dearest = groups.slice(0, 3).map(({ name, monthlyUsd }) => `${name} ${usd(monthlyUsd)}`);
  return element(
    "div",
    { class: "treemap", role: "img", "aria-label": `USD a month by ${title}; the dearest: ${dearest.join(", ")}` },
    root.leaves().map(tile),
  );
}

function tile({ data, x0, x1, y0, y1 }: HierarchyRectangularNode<Area>): HTMLElement {
  const amount = usd(data.monthlyUsd ?? 0);
  const hasRoom = x1 - x0 >= ROOM.width && y1 - y0 >= ROOM.height;
  return element(
    "div",
    {
      class: `tile colour-${data.colour}${hasRoom ? " labelled" : ""}`,
      title: `${data.group}: ${data.name}, ${amount} USD a month`,
      "--left": `${(x0 / SIZE.width) * 100}%`,
      "--top": `${(y0 / SIZE.height) * 100}%`,
      "--width": `${((x1 - x0) / SIZE.width) * 100}%`,
      "--height": `${((y1 - y0) / SIZE.height) * 100}%`,
    },
    hasRoom
      ? [
          element("span", { class: "strong" }, [data.name]),
          element("span", {}, [amount]),
          element("span", { class: "group" }, [data.group]),
        ]
      : [],
  );
}
