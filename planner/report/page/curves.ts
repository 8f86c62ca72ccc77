import { nice, ticks } from "d3-array";
import { area, curveStepAfter, line } from "d3-shape";
import { drawn, element } from "./dom";
import { clock, whole } from "./format";

/** A line of a chart. */
export interface Curve {
  readonly name: string;
  readonly values: readonly number[];
  readonly tone: "first" | "second";
  readonly isFilled: boolean;
}

/** What a chart shows. */
export interface CurvesContent {
  readonly title: string;
  readonly seconds: readonly number[];
  readonly lines: readonly Curve[];
  /** The peak of the load, which is shaded. */
  readonly fromSecond: number;
  readonly untilSecond: number;
}

/** A chart, and what marks one of its moments. */
export interface Curves {
  readonly node: HTMLElement;
  readonly mark: (index: number) => void;
}

/** The drawing in units; it is scaled to where it stands. */
const SIZE = { width: 560, height: 190, left: 66, right: 12, top: 12, bottom: 26 } as const;

/** Draws values over the seconds of a load. */
export function curves(content: CurvesContent): Curves {
  const { title, seconds, lines } = content;
  const most = Math.max(1, ...lines.flatMap(({ values }) => values));
  const [first, last] = [seconds[0] ?? 0, seconds.at(-1) ?? 1];
  const [, top] = nice(0, most, 4);
  const x = scaleOf([first, last], [SIZE.left, SIZE.width - SIZE.right]);
  const y = scaleOf([0, top], [SIZE.height - SIZE.bottom, SIZE.top]);
  const cursor = drawn("path", { class: "cursor" });
  const svg = drawn(
    "svg",
    { viewBox: `0 0 ${SIZE.width} ${SIZE.height}`, role: "img", "aria-label": `${title}, at most ${whole(most)}` },
    [
      shade(content, x),
      ...ticks(0, top, 4).map((tick) => level(tick, y(tick))),
      ...minutesOf(first, last).map((tick) =>
        drawn("text", { x: x(tick), y: SIZE.height - 8, class: "axis middle" }, [clock(tick)]),
      ),
      ...lines.flatMap((each) => lineOf(each, seconds, { x, y })),
      cursor,
    ],
  );
  const mark = (index: number): void => {
    cursor.setAttribute("d", `M${x(seconds[index] ?? 0)},${SIZE.top} V${SIZE.height - SIZE.bottom}`);
  };
  return { node: element("figure", {}, [caption(content), svg]), mark };
}

type Scale = (value: number) => number;
type Span = readonly [from: number, to: number];

function scaleOf([from, to]: Span, [start, end]: Span): Scale {
  return (value) => start + ((value - from) / Math.max(to - from, Number.EPSILON)) * (end - start);
}

/** Whole minutes to write below a chart. */
function minutesOf(first: number, last: number): readonly number[] {
  return ticks(first / 60, last / 60, 6)
    .filter(Number.isInteger)
    .map((minute) => minute * 60);
}

function shade({ fromSecond, untilSecond }: CurvesContent, x: Scale): SVGElement {
  const [left, right] = [x(fromSecond), x(untilSecond)];
  const height = SIZE.height - SIZE.bottom - SIZE.top;
  return drawn("rect", { x: left, y: SIZE.top, width: Math.max(0, right - left), height, class: "peak" });
}

function level(value: number, y: number): SVGElement {
  return drawn("g", {}, [
    drawn("path", { d: `M${SIZE.left},${y} H${SIZE.width - SIZE.right}`, class: "grid" }),
    drawn("text", { x: SIZE.left - 8, y: y + 4, class: "axis end" }, [whole(value)]),
  ]);
}

function lineOf(
  { values, tone, isFilled }: Curve,
  seconds: readonly number[],
  { x, y }: { readonly x: Scale; readonly y: Scale },
): SVGElement[] {
  const points = values.map((value, index): [number, number] => [x(seconds[index] ?? 0), y(value)]);
  const filled = area<[number, number]>()
    .x(([left]) => left)
    .y0(y(0))
    .y1(([, top]) => top)
    .curve(curveStepAfter);
  const path = line().curve(curveStepAfter)(points) ?? "";
  return [
    ...(isFilled ? [drawn("path", { d: filled(points) ?? "", class: `fill ${tone}` })] : []),
    drawn("path", { d: path, class: `curve ${tone}` }),
  ];
}

function caption({ title, lines }: CurvesContent): HTMLElement {
  return element("figcaption", {}, [
    title,
    ...(lines.length < 2
      ? []
      : lines.map(({ name, tone }) =>
          element("span", { class: "key" }, [
            drawn("svg", { width: 22, height: 8, "aria-hidden": "true" }, [
              drawn("path", { d: "M0,4 H22", class: `curve ${tone}` }),
            ]),
            name,
          ]),
        )),
  ]);
}
