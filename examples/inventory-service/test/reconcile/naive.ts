import type { Delta, DeltaKind } from "../../src/reconcile/delta";
import { grouped, type CountRow, type EventRow, type SnapshotRow, type World } from "./world";

const keyOf = ({ tenant, sku, location }: CountRow | SnapshotRow | EventRow): string =>
  JSON.stringify([tenant, sku, location]);

/** The comparison of a day as one would write it without a database: row by row, one event after the other. */
export function naiveDeltas({ counts, snapshot, events }: World, day: string): readonly Delta[] {
  const ofDay = <Row extends { readonly day: string }>(rows: readonly Row[]): readonly Row[] =>
    rows.filter((row) => row.day === day);
  const rows = grouped(ofDay(counts), keyOf);
  return [...rows.entries()]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, ofRow]) => {
      const snapshots = ofDay(snapshot).filter((row) => keyOf(row) === key);
      const history = new Map(
        ofDay(events)
          .filter((row) => keyOf(row) === key)
          .map((event) => [event.version, event]),
      );
      return compareRow(ofRow, snapshots[0], history);
    });
}

function compareRow(
  counts: readonly CountRow[],
  base: SnapshotRow | undefined,
  history: ReadonlyMap<number, EventRow>,
): Delta {
  const sequence = Math.max(...counts.map((each) => each.sequence));
  const last = counts.filter((each) => each.sequence === sequence);
  const [first] = counts;
  if (first === undefined) {
    throw new Error("a row without counts");
  }
  const counted = Math.min(...last.map((each) => each.counted));
  const time = Math.min(...last.map((each) => each.counted_at_us));
  const walked = walk(base, history, time);
  const closing = levelOf(base);
  const later = [...history.values()].filter((event) => event.version > (base?.version ?? 0));
  later.forEach((event) => add(closing, event, 1));
  const delta = counted - walked.level.onHand;
  const isContradictory =
    new Set(counts.map(({ source }) => source)).size > 1 ||
    new Set(last.map((each) => `${each.counted}@${each.counted_at_us}`)).size > 1;
  const corrections = [...history.values()].filter((event) => event.correction);
  const { tenant, sku, location } = first;
  return {
    ...{ tenant, sku, location },
    kind: kindOf({ isContradictory, isComplete: walked.isComplete, isKnown: base !== undefined || history.size > 0 })(
      delta,
      walked.level.inTransit,
    ),
    source: counts.map((each) => each.source).toSorted()[0] ?? "",
    ...{ sequence, countedAtMicroseconds: time, counted, expected: walked.level.onHand, delta },
    inFlight: walked.level.inTransit,
    reserved: walked.level.reserved,
    correctionsBefore: corrections.filter((event) => event.at_us <= time).length,
    correctionsAfter: corrections.filter((event) => event.at_us > time).length,
    closing: { ...closing, version: Math.max(base?.version ?? 0, ...history.keys()) },
  };
}

interface Counters {
  onHand: number;
  reserved: number;
  inTransit: number;
}

const levelOf = (base: SnapshotRow | undefined): Counters => ({
  onHand: base?.on_hand ?? 0,
  reserved: base?.reserved ?? 0,
  inTransit: base?.in_transit ?? 0,
});

function add(level: Counters, event: EventRow, sign: 1 | -1): void {
  level.onHand += sign * event.on_hand_change;
  level.reserved += sign * event.reserved_change;
  level.inTransit += sign * event.in_transit_change;
}

/** Goes from the snapshot to a moment: on to it, or back where the snapshot is younger. What it cannot reach is added all the same. */
function walk(
  base: SnapshotRow | undefined,
  history: ReadonlyMap<number, EventRow>,
  time: number,
): { readonly level: Counters; readonly isComplete: boolean } {
  const level = levelOf(base);
  const start = base?.version ?? 0;
  const on = [...history.values()].filter((event) => event.version > start && event.at_us <= time);
  const back = [...history.values()].filter((event) => event.version <= start && event.at_us > time);
  on.forEach((event) => add(level, event, 1));
  back.forEach((event) => add(level, event, -1));
  let reached = start;
  while ((history.get(reached + 1)?.at_us ?? Infinity) <= time) {
    reached += 1;
  }
  let undone = start;
  while ((history.get(undone)?.at_us ?? -Infinity) > time) {
    undone -= 1;
  }
  const isComplete = on.every(({ version }) => version <= reached) && back.every(({ version }) => version > undone);
  return { level, isComplete };
}

function kindOf(row: {
  readonly isContradictory: boolean;
  readonly isComplete: boolean;
  readonly isKnown: boolean;
}): (delta: number, inFlight: number) => DeltaKind {
  return (delta, inFlight) => {
    if (row.isContradictory) {
      return "contradictory";
    }
    if (!row.isComplete) {
      return "incomplete";
    }
    if (!row.isKnown) {
      return "unknown-row";
    }
    if (delta === 0) {
      return "equal";
    }
    if (delta < 0) {
      return "missing";
    }
    return delta <= inFlight ? "in-flight" : "surplus";
  };
}
