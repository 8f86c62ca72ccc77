import type { PageFlow, PageMap, PagePlace, WayVerdict } from "../html/page-data";

/** Heights of the map's rows in pixels, which the style repeats. */
export const ROW = { box: 16, head: 52, place: 46, edge: 1 } as const;

/** A box of the map: a partition with its regions, or what belongs to none. */
export interface Box {
  readonly end: string;
  readonly title: string;
  readonly places: readonly PagePlace[];
}

/** The boxes from top to bottom: what has no region, the partitions, what is outside. */
export function boxesOf({ zones, places }: PageMap): readonly Box[] {
  const ofKind = (kind: PagePlace["kind"]): readonly PagePlace[] =>
    places.filter((place) => place.zone === null && place.kind === kind);
  const bare = (title: string, kind: PagePlace["kind"]): readonly Box[] =>
    ofKind(kind).length === 0 ? [] : [{ end: title, title, places: ofKind(kind) }];
  return [
    ...bare("No partition", "global"),
    ...bare("Regions", "region"),
    ...zones.map(({ name }) => ({
      end: `zone:${name}`,
      title: name,
      places: places.filter(({ zone }) => zone === name),
    })),
    ...bare("Outside", "outside"),
  ];
}

/** Middle of each end of a flow, in pixels from the top; and the height of all. */
export function rowsOf(boxes: readonly Box[]): {
  readonly middles: ReadonlyMap<string, number>;
  readonly height: number;
} {
  const middles = new Map<string, number>();
  let top = 0;
  for (const { end, places } of boxes) {
    top += ROW.edge;
    middles.set(end, top + ROW.head / 2);
    top += ROW.head;
    for (const { id } of places) {
      middles.set(id, top + ROW.place / 2);
      top += ROW.place;
    }
    top += ROW.edge + ROW.box;
  }
  return { middles, height: top - ROW.box };
}

/** An arc of the map: what flows between two ends, in one direction or both. */
export interface Arc {
  readonly key: string;
  readonly verdict: WayVerdict;
  readonly ways: number;
  readonly top: number;
  readonly bottom: number;
  /** Whether something flows to the upper end, and to the lower one. */
  readonly toTop: boolean;
  readonly toBottom: boolean;
}

const GRAVITY = ["leaves", "undecided", "declared", "free", "kept"] as const satisfies readonly WayVerdict[];
/** Pixels between two arcs that meet at one row, at most. */
const APART = 9;

/** Names what flows between two ends, whichever way. */
export function arcKey({ from, to }: Pick<PageFlow, "from" | "to">): string {
  return [from, to].sort().join("\n");
}

/** The arcs of flows, with their ends spread over the rows where they meet. */
export function arcsOf(flows: readonly PageFlow[], middles: ReadonlyMap<string, number>): readonly Arc[] {
  const pairs = new Map<string, PageFlow[]>();
  for (const flow of flows.filter(({ from, to }) => middles.has(from) && middles.has(to))) {
    pairs.set(arcKey(flow), [...(pairs.get(arcKey(flow)) ?? []), flow]);
  }
  const arcs = [...pairs].map(([key, both]) => arcOf(key, both, middles));
  return spread(arcs);
}

function arcOf(key: string, both: readonly PageFlow[], middles: ReadonlyMap<string, number>): Arc {
  const heights = both.flatMap(({ from, to }) => [middles.get(from) ?? 0, middles.get(to) ?? 0]);
  const [top, bottom] = [Math.min(...heights), Math.max(...heights)];
  const reaches = (height: number): boolean => both.some(({ to }) => middles.get(to) === height);
  return {
    key,
    verdict: GRAVITY.find((verdict) => both.some((flow) => flow.verdict === verdict)) ?? "kept",
    ways: both.reduce((sum, { ways }) => sum + ways.length, 0),
    top,
    bottom,
    toTop: reaches(top),
    toBottom: reaches(bottom),
  };
}

/** Arcs that come from above meet a row above those that go down; the longer ones farther out: so none of them cross. */
function spread(arcs: readonly Arc[]): readonly Arc[] {
  const rows = new Map<number, { readonly arc: Arc; readonly end: "top" | "bottom" }[]>();
  for (const arc of arcs) {
    rows.set(arc.top, [...(rows.get(arc.top) ?? []), { arc, end: "top" }]);
    rows.set(arc.bottom, [...(rows.get(arc.bottom) ?? []), { arc, end: "bottom" }]);
  }
  const moved = new Map<string, number>();
  for (const [row, ends] of rows) {
    const order = ends.toSorted((one, other) => rankOf(one) - rankOf(other));
    const apart = Math.min(APART, (ROW.place - 10) / order.length);
    order.forEach(({ arc, end }, index) => {
      moved.set(`${arc.key}\n${end}`, row + (index - (order.length - 1) / 2) * apart);
    });
  }
  return arcs.map((arc) => ({
    ...arc,
    top: moved.get(`${arc.key}\ntop`) ?? arc.top,
    bottom: moved.get(`${arc.key}\nbottom`) ?? arc.bottom,
  }));
}

/** Those that end here come first, the short ones before the long; of those that begin here the long ones come first. */
function rankOf({ arc, end }: { readonly arc: Arc; readonly end: "top" | "bottom" }): number {
  const length = arc.bottom - arc.top;
  return end === "bottom" ? length - 1_000_000 : 1_000_000 - length;
}

/** An arc in its lane. */
export interface Placed {
  readonly arc: Arc;
  /** How far the arc reaches out. */
  readonly reach: number;
  /** What stands on its outermost point. */
  readonly label: string;
}

/** Pixels that a label takes: with the number of ways, and as a sign alone. */
const LANE = { most: 42, forNumber: 34, margin: 18 } as const;

/**
 * Places the arcs in lanes, the short ones in the inner ones: arcs beside one another share a lane, and no label stands on
 * another. Where the lanes are narrow, the labels are signs alone; the list has the numbers.
 */
export function placed(arcs: readonly Arc[], width: number, signOf: (arc: Arc) => string): readonly Placed[] {
  const lanes: Arc[][] = [];
  const laneOf = new Map<Arc, number>();
  for (const arc of arcs.toSorted((one, other) => one.bottom - one.top - (other.bottom - other.top))) {
    const free = lanes.findIndex((lane) => lane.every((other) => other.bottom < arc.top || other.top > arc.bottom));
    const lane = free < 0 ? lanes.length : free;
    lanes[lane] = [...(lanes[lane] ?? []), arc];
    laneOf.set(arc, lane);
  }
  const apart = Math.min(LANE.most, (width - LANE.margin) / Math.max(1, lanes.length));
  return arcs.map((arc) => ({
    arc,
    reach: apart * ((laneOf.get(arc) ?? 0) + 1),
    label: apart < LANE.forNumber ? signOf(arc) : `${signOf(arc)} ${arc.ways}`,
  }));
}
