import type { PagePatterns, PageSide } from "../html/page-data";
import { element, table } from "./dom";
import { counted, usd, whole } from "./format";
import { chip } from "./verdict";

/** Architectures on one load, a table for each scale of it, and the claims that were computed. */
export function patterns({ sides, claims }: PagePatterns): readonly Node[] {
  const scales = [...new Set(sides.map(({ scale }) => scale))];
  return [
    element("h3", {}, ["Patterns on one load"]),
    ...scales.flatMap((scale) => [
      element("h4", {}, [`${scale} times the load`]),
      sidesTable(
        scale,
        sides.filter((side) => side.scale === scale),
      ),
    ]),
    ...(claims.length === 0 ? [] : [claimsTable(claims)]),
  ];
}

function sidesTable(scale: number, sides: readonly PageSide[]): HTMLElement {
  const most = Math.max(...sides.map(({ monthlyUsd }) => monthlyUsd));
  return table({
    caption: `Patterns at ${scale} times the load`,
    head: ["pattern", "USD a month", "USD an order", "headroom", "breaks first", "a look, a reservation", "made of"],
    numbers: [1, 2, 3],
    rows: sides.map((side) => [
      element("span", { title: side.note ?? undefined }, [side.name]),
      element("span", { class: "bar", "--share": `${(side.monthlyUsd / Math.max(most, 1)) * 100}%` }, [
        usd(side.monthlyUsd),
        side.unpriced > 0 ? element("span", { class: "quiet under" }, [`${whole(side.unpriced)} unpriced`]) : null,
      ]),
      side.perOrderUsd.toFixed(4),
      side.headroom === null ? "not known" : `${side.headroom.toFixed(1)} ×`,
      side.breaksFirst ?? "no limit known",
      `${side.looks}; ${side.reservations}`,
      `${counted(side.resources, "resource")}, ${counted(side.services, "service")}`,
    ]),
  });
}

function claimsTable(claims: PagePatterns["claims"]): HTMLElement {
  return table({
    caption: "Claims, computed",
    head: ["claim", "of", "costs less by", "verdict"],
    numbers: [2],
    rows: claims.flatMap(({ claim, sides, cuts }) =>
      cuts.map(({ of, percent, verdict }) => [
        element("span", {}, [claim, element("span", { class: "quiet under" }, [sides])]),
        of,
        `${percent.toFixed(0)} %`,
        chip(verdict, verdict === "does not hold" ? "bad" : "good"),
      ]),
    ),
  });
}
