import type { PageCost, PageMoney } from "../html/page-data";
import { choice, element, folded, labelled, table } from "./dom";
import { counted, signed, usd } from "./format";
import { patterns } from "./patterns";
import { groupsBy, treemapOf } from "./treemap";

/** Ways to group costs that are no tags. */
const OTHER_GROUPS = ["stack", "region", "type"] as const;

/** Money: what it goes to by tag or place, what has changed, and what the sums do not hold. */
export function money(data: PageMoney): readonly Node[] {
  const groups = [...data.tags.map((tag) => `tag:${tag}`), ...OTHER_GROUPS];
  const by = choice(groups.map((group) => [group, group.replace("tag:", "tag ")] as const));
  by.value = mostTelling(data, groups);
  const view = element("div", { class: "treemap-view" });
  const draw = (): void => {
    const grouped = groupsBy(data.costs, (cost) => nameBy(cost, by.value));
    const title = by.selectedOptions[0]?.textContent ?? "";
    view.replaceChildren(treemapOf(grouped, title), sharesTable(grouped, { title, total: data.monthlyUsd }));
  };
  by.addEventListener("input", draw);
  draw();
  const { monthlyUsd, fixedUsd, usageUsd, perOrderUsd, pricesOf } = data;
  const prices = pricesOf === null ? "" : ` At the prices of ${pricesOf}.`;
  const order = perOrderUsd === null ? "" : `, ${perOrderUsd.toFixed(4)} USD an order`;
  return [
    element("p", {}, [
      `${usd(monthlyUsd)} USD a month: ${usd(fixedUsd)} for being there, ${usd(usageUsd)} for use${order}.${prices}`,
    ]),
    ...(data.difference === undefined ? [] : [changes(data.difference)]),
    element("div", { class: "controls" }, [labelled("Group by", by)]),
    view,
    coverage(data),
    ...(data.patterns === undefined ? [] : patterns(data.patterns)),
  ];
}

/** The tag with the most values says most of where money goes. */
function mostTelling({ costs, tags }: PageMoney, groups: readonly string[]): string {
  const values = (tag: string): number => new Set(costs.flatMap((cost) => cost.tags[tag] ?? [])).size;
  const [first] = tags.toSorted((one, other) => values(other) - values(one));
  return first === undefined ? (groups[0] ?? "") : `tag:${first}`;
}

function nameBy(cost: PageCost, group: string): string {
  switch (group) {
    case "stack":
      return cost.stack;
    case "region":
      return cost.region;
    case "type":
      return cost.type;
    default:
      return cost.tags[group.slice("tag:".length)] ?? "(untagged)";
  }
}

function sharesTable(
  groups: ReturnType<typeof groupsBy>,
  { title, total }: { readonly title: string; readonly total: number },
): HTMLElement {
  return table({
    caption: `USD a month by ${title}`,
    head: [title, "USD a month", "share"],
    numbers: [1, 2],
    rows: groups.map(({ name, monthlyUsd }) => [
      name,
      usd(monthlyUsd),
      total > 0 ? `${((monthlyUsd / total) * 100).toFixed(1)} %` : "",
    ]),
  });
}

function changes({ beforeUsd, afterUsd, changes: all }: NonNullable<PageMoney["difference"]>): HTMLElement {
  const summary = `${signed(afterUsd - beforeUsd)} USD a month against ${usd(beforeUsd)} before; ${counted(all.length, "resource")} cost another sum`;
  return folded([summary], () => [
    table({
      caption: "Resources that cost another sum",
      head: ["resource", "before", "after", "difference"],
      numbers: [1, 2, 3],
      rows: all.map((change) => [
        element("span", {}, [
          change.name,
          element("span", { class: "quiet under" }, [`${change.stack} · ${change.type}`]),
        ]),
        change.beforeUsd === null ? "" : usd(change.beforeUsd),
        change.afterUsd === null ? "" : usd(change.afterUsd),
        signed((change.afterUsd ?? 0) - (change.beforeUsd ?? 0)),
      ]),
    }),
  ]);
}

function coverage({ coverage: rows, gaps }: PageMoney): HTMLElement {
  const [billed, priced] = [
    rows.reduce((sum, row) => sum + row.billed, 0),
    rows.reduce((sum, row) => sum + row.priced, 0),
  ];
  return folded(
    [`What the sums do not hold: ${billed - priced} of ${counted(billed, "billed resource")} lack a price`],
    () => [
      table({
        caption: "Prices by region",
        head: ["region", "billed", "priced"],
        numbers: [1, 2],
        rows: rows.map((row) => [row.region, String(row.billed), String(row.priced)]),
      }),
      table({
        caption: "What is missing",
        head: ["what is missing", "times"],
        numbers: [1],
        rows: gaps.map(({ what, count }) => [what, String(count)]),
      }),
    ],
  );
}
