import type { PageMap, PagePlace, PageZone } from "../html/page-data";
import { drawn, element } from "./dom";
import { flowList } from "./flow-list";
import { counted } from "./format";
import { arcKey, arcsOf, boxesOf, placed, rowsOf, type Box, type Placed } from "./map-layout";
import { shownVerdict, verdictChip } from "./verdict";

/** The map: partitions and what lies in them on the left, what flows between them as arcs, and every way in words. */
export function map(data: PageMap): readonly Node[] {
  const boxes = boxesOf(data);
  const arcs = element("div", { class: "arcs" });
  const { middles, height } = rowsOf(boxes);
  const all = arcsOf(data.flows, middles);
  const draw = (): void => {
    arcs.replaceChildren(
      drawing(
        placed(all, arcs.clientWidth, ({ verdict }) => shownVerdict(verdict).sign),
        { width: arcs.clientWidth, height },
      ),
    );
  };
  new ResizeObserver(draw).observe(arcs);
  const view = element("div", { class: "map" }, [
    element("div", { class: "fleet" }, [
      element(
        "div",
        { class: "boxes" },
        boxes.map((box) => boxOf(box, data.zones)),
      ),
      arcs,
    ]),
    flowList(data, (flow, isOn) => {
      const key = flow === undefined ? undefined : arcKey(flow);
      arcs.querySelectorAll<SVGElement>("[data-arc]").forEach((arc) => {
        arc.classList.toggle("on", isOn && arc.dataset["arc"] === key);
      });
    }),
  ]);
  return [legend(data), view];
}

function legend({ flows, zones }: PageMap): HTMLElement {
  const seen = new Set(flows.map(({ verdict }) => verdict));
  const text =
    zones.length === 0
      ? "Nobody names a residency partition here: there is nothing to prove."
      : "Arcs are ways that data can take: inside a partition between its regions, otherwise between partitions. What stays in a region is counted there.";
  return element("div", { class: "legend" }, [
    element("p", { class: "quiet" }, [text]),
    element(
      "ul",
      { "aria-label": "Verdicts of the arcs" },
      [...seen].map((verdict) =>
        element("li", {}, [
          drawn("svg", { width: 34, height: 10, "aria-hidden": "true" }, [
            drawn("path", { d: "M1,5 H33", class: `arc ${shownVerdict(verdict).tone}` }),
          ]),
          `${shownVerdict(verdict).sign} ${shownVerdict(verdict).text}`,
        ]),
      ),
    ),
  ]);
}

function boxOf({ end, title, places }: Box, zones: readonly PageZone[]): HTMLElement {
  const zone = zones.find(({ name }) => `zone:${name}` === end);
  return element("div", { class: "box" }, [
    element("div", { class: "box-head" }, [
      element("div", { class: "names" }, [
        element("h3", {}, [title]),
        element("p", { class: "quiet", title: zone?.regime }, [zone === undefined ? outsideText(title) : zone.regime]),
      ]),
      zone === undefined ? null : verdictChip(zone.verdict),
    ]),
    ...places.map(placeOf),
  ]);
}

function outsideText(title: string): string {
  return title === "Outside" ? "where ways lead that no partition holds" : "bound by no regime of its own";
}

function placeOf({ kind, label, role, resources, holders, inside }: PagePlace): HTMLElement {
  const stores = Object.values(holders).reduce((sum, count) => sum + count, 0);
  const ways = Object.values(inside).reduce((sum, count) => sum + count, 0);
  const facts = [
    ...(kind === "outside" ? [] : [counted(resources, "resource")]),
    ...(stores > 0 ? [`${stores} hold data`] : []),
  ];
  const within = ways > 0 ? `${counted(ways, "way")} within` : "";
  const gravest = inside.leaves > 0 ? "leaves" : inside.undecided > 0 ? "undecided" : undefined;
  return element("div", { class: "place" }, [
    element("div", { class: "names" }, [
      element("p", { class: "strong" }, [label, role === null ? null : element("span", { class: "role" }, [role])]),
      element("p", { class: "quiet" }, [
        facts.join(" · "),
        within === "" ? null : element("span", { class: "wide" }, [`${facts.length > 0 ? " · " : ""}${within}`]),
      ]),
    ]),
    gravest === undefined ? null : verdictChip(gravest),
  ]);
}

function drawing(arcs: readonly Placed[], size: { readonly width: number; readonly height: number }): SVGElement {
  return drawn("svg", { ...size, viewBox: `0 0 ${size.width} ${size.height}`, "aria-hidden": "true" }, [
    ...arcs.map(arcOf),
    // Labels lie over all arcs.
    ...arcs.map(labelOf),
  ]);
}

function arcOf({ arc, reach }: Placed): SVGElement {
  const { tone } = shownVerdict(arc.verdict);
  // A cubic curve reaches three quarters of the way to its controls.
  const control = (reach * 4) / 3;
  const curve = `M2,${arc.top} C${control},${arc.top} ${control},${arc.bottom} 2,${arc.bottom}`;
  return drawn("g", { "data-arc": arc.key, class: tone }, [
    drawn("path", { d: curve, class: `arc ${tone}` }),
    arc.toTop ? head(arc.top) : null,
    arc.toBottom ? head(arc.bottom) : null,
  ]);
}

/** Pixels of a letter and of what surrounds them. */
const LETTER = { width: 7, height: 18, around: 8 } as const;

function labelOf({ arc, reach, label }: Placed): SVGElement {
  const width = label.length * LETTER.width + LETTER.around;
  const middle = (arc.top + arc.bottom) / 2;
  return drawn("g", { class: shownVerdict(arc.verdict).tone }, [
    drawn("rect", { x: reach - width / 2, y: middle - LETTER.height / 2, width, height: LETTER.height, rx: 9 }),
    drawn("text", { x: reach, y: middle + 4, class: "middle" }, [label]),
  ]);
}

function head(y: number): SVGElement {
  return drawn("path", { d: `M1,${y} l7,-3.5 v7 z`, class: "head" });
}
