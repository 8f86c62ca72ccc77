import fc from "fast-check";
import type { CountRow, EventRow, SnapshotRow, World } from "./world";

const DAY_MICROSECONDS = 86_400_000_000;
const DAYS = ["2026-03-01", "2026-03-02"] as const;

/** The day that tests reconcile. */
export const LAST_DAY = DAYS[1];

/** A moment of a day. */
export const at = (day: string, microseconds: number): number => Date.parse(day) * 1000 + microseconds;

const moment = fc.integer({ min: 0, max: 47 }).map((step) => step * (DAY_MICROSECONDS / 48));

const change = fc.record({
  moment,
  on_hand_change: fc.integer({ min: -3, max: 6 }),
  reserved_change: fc.constantFrom(0, 0, 1, -1),
  in_transit_change: fc.constantFrom(0, 0, 3, -3),
  correction: fc.constantFrom(false, false, false, true),
  lost: fc.constantFrom(...new Array<boolean>(12).fill(false), true),
  times: fc.constantFrom(1, 1, 2),
});

const count = fc.record({
  moment,
  sequence: fc.integer({ min: 1, max: 6 }),
  source: fc.constantFrom("3pl", "3pl", "3pl", "3pl", "3pl", "erp"),
  /** Units by which the counter errs, or the system does. */
  off: fc.constantFrom(0, 0, 0, 1, -1, 2, -2, 3, 30),
  times: fc.constantFrom(1, 1, 2),
});

const dayOfRow = fc.record({
  changes: fc.array(change, { maxLength: 6 }),
  counts: fc.array(count, { maxLength: 3 }),
  snapshotAt: moment,
  inSnapshot: fc.constantFrom(true, true, true, true, false),
});

const rowHistory = fc.record({
  start: fc.integer({ min: 0, max: 200 }),
  days: fc.tuple(dayOfRow, dayOfRow),
});

type RowHistory = typeof rowHistory extends fc.Arbitrary<infer History> ? History : never;

const KEYS = ["acme/mug/berlin", "acme/mug/turin", "acme/it's/berlin", "zeta/mug/berlin", "zeta/pot/turin"].map(
  (text, index) => {
    const [tenant = "", sku = "", location = ""] = text.split("/");
    return { tenant, sku, location, shard: `0${index % 2}` };
  },
);

/** Two days of some stock rows: with counts that are wrong, late, doubled, out of order, and events that are lost or doubled. */
export const anyWorld: fc.Arbitrary<World> = fc
  .tuple(
    fc.array(rowHistory, { minLength: KEYS.length, maxLength: KEYS.length }),
    fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
  )
  .map(([histories, order]) => {
    const rows = histories.map((history, index) => live(history, KEYS[index] ?? KEYS[0]));
    const shuffled = <Row>(all: readonly Row[]): readonly Row[] =>
      all
        .map((row) => ({ row, by: order.next().value }))
        .toSorted((one, other) => one.by - other.by)
        .map(({ row }) => row);
    return {
      counts: shuffled(rows.flatMap(({ counts }) => counts)),
      snapshot: shuffled(rows.flatMap(({ snapshot }) => snapshot)),
      events: shuffled(rows.flatMap(({ events }) => events)),
    };
  });

interface Level {
  readonly on_hand: number;
  readonly reserved: number;
  readonly in_transit: number;
  readonly version: number;
}

function live(history: RowHistory, key: (typeof KEYS)[number] | undefined): World {
  if (key === undefined) {
    throw new Error("there are no keys");
  }
  let level: Level = { on_hand: history.start, reserved: 0, in_transit: 0, version: 1 };
  const counts: CountRow[] = [];
  const snapshot: SnapshotRow[] = [];
  const events: EventRow[] = [];
  for (const [index, day] of DAYS.entries()) {
    const ofDay = history.days[index] ?? history.days[0];
    const levels = [{ moment: -1, level }];
    for (const each of ofDay.changes.toSorted((one, other) => one.moment - other.moment)) {
      level = changed(level, each);
      levels.push({ moment: each.moment, level });
      const { on_hand_change, reserved_change, in_transit_change, correction } = each;
      const event = {
        ...{ ...key, day, version: level.version, at_us: at(day, each.moment) },
        ...{ on_hand_change, reserved_change, in_transit_change, correction },
      };
      events.push(...new Array<EventRow>(each.lost ? 0 : each.times).fill(event));
    }
    const levelAt = (time: number): Level => levels.findLast((each) => each.moment <= time)?.level ?? level;
    if (ofDay.inSnapshot) {
      snapshot.push({ ...key, day, ...levelAt(ofDay.snapshotAt) });
    }
    for (const { moment: time, sequence, source, off, times } of ofDay.counts) {
      const counted = Math.max(0, levelAt(time).on_hand + off);
      const row = { ...key, day, source, sequence: index * 10 + sequence, counted, counted_at_us: at(day, time) };
      counts.push(...new Array<CountRow>(times).fill(row));
    }
  }
  return { counts, snapshot, events };
}

function changed(level: Level, by: Omit<EventRow, "version" | "at_us" | "day" | "shard" | keyof Keyed>): Level {
  return {
    on_hand: level.on_hand + by.on_hand_change,
    reserved: level.reserved + by.reserved_change,
    in_transit: level.in_transit + by.in_transit_change,
    version: level.version + 1,
  };
}

type Keyed = Record<"tenant" | "sku" | "location", string>;
