import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import fc from "fast-check";
import { DELTA_KINDS, NO_ROWS, type Delta, type DeltaKind } from "../../src/reconcile/delta";
import { DuckDbEngine } from "../../src/reconcile/duckdb-engine";
import { LocalFiles } from "../../src/files";
import { comparePartition, listPartitions } from "../../src/reconcile/partition";
import { anyWorld, at, LAST_DAY } from "./any-world";
import { naiveDeltas } from "./naive";
import { ParquetWriter, type CountRow, type World } from "./world";

let engine: DuckDbEngine;
let writer: ParquetWriter;
let folder: string;
beforeAll(async () => {
  engine = await DuckDbEngine.start({ memoryMiB: 512, threads: 1, spillFolder: os.tmpdir() });
  writer = await ParquetWriter.start();
});
afterAll(() => {
  engine.stop();
  writer.stop();
});
beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), "reconcile-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Compared {
  readonly deltas: readonly Delta[];
  readonly rows: Record<DeltaKind, number>;
}

/** Compares a day, all its shards, and reads what was written. */
async function compared(world: World, day = LAST_DAY as string): Promise<Compared> {
  const into = mkdtempSync(path.join(folder, "world-"));
  await writer.world(into, world);
  const files = new LocalFiles(into, "test");
  const partitions = (await listPartitions(files)).filter((each) => each.day === day);
  const rows = { ...NO_ROWS };
  const outputs: string[] = [];
  for (const partition of partitions) {
    const checkpoint = await comparePartition({ files, engine, signal: new AbortController().signal }, partition);
    DELTA_KINDS.forEach((kind) => (rows[kind] += checkpoint.rows[kind]));
    outputs.push(await files.local(checkpoint.output.path));
  }
  return { deltas: await deltasOf(outputs), rows };
}

async function deltasOf(outputs: readonly string[]): Promise<readonly Delta[]> {
  const deltas: Delta[] = [];
  for await (const { delta } of engine.pairs(outputs, [])) {
    deltas.push(delta);
  }
  const text = ({ tenant, sku, location }: Delta): string => JSON.stringify([tenant, sku, location]);
  return deltas.toSorted((one, other) => (text(one) < text(other) ? -1 : 1));
}

const KEY = { day: LAST_DAY, shard: "00", tenant: "acme", sku: "mug", location: "berlin" };
const NOON = 43_200_000_000;

const count = (change: Partial<CountRow> = {}): CountRow => ({
  ...KEY,
  ...{ source: "3pl", sequence: 7, counted: 10, counted_at_us: at(LAST_DAY, NOON) },
  ...change,
});

const MUGS: World = {
  counts: [count()],
  snapshot: [{ ...KEY, on_hand: 10, reserved: 2, in_transit: 0, version: 4 }],
  events: [],
};

const event = (change: object): World["events"][number] => ({
  ...KEY,
  ...{ version: 5, at_us: at(LAST_DAY, NOON), on_hand_change: 0, reserved_change: 0, in_transit_change: 0 },
  correction: false,
  ...change,
});

describe("any two days of stock", () => {
  it("come to what a comparison without a database comes to", async () => {
    const seen = new Set<DeltaKind>();
    await fc.assert(
      fc.asyncProperty(anyWorld, async (world) => {
        const expected = naiveDeltas(world, LAST_DAY);
        const { deltas, rows } = await compared(world);
        expect(deltas).toEqual(expected.filter(({ kind }) => kind !== "equal"));
        const kinds = expected.map(({ kind }) => kind);
        expect(rows).toEqual(
          Object.fromEntries(DELTA_KINDS.map((kind) => [kind, kinds.filter((each) => each === kind).length])),
        );
        kinds.forEach((kind) => seen.add(kind));
      }),
      { numRuns: 80, seed: 20_260_302 },
    );
    // Otherwise the worlds were too tame to prove anything.
    expect([...seen].toSorted()).toEqual([...DELTA_KINDS].toSorted());
  });
});

describe("a count", () => {
  it("is compared with the snapshot and the events up to its moment, that moment included", async () => {
    const events = [
      event({ version: 5, at_us: at(LAST_DAY, NOON), on_hand_change: -4, reserved_change: -1 }),
      event({ version: 6, at_us: at(LAST_DAY, NOON) + 1, on_hand_change: -5 }),
    ];
    const { deltas } = await compared({ ...MUGS, events });

    expect(deltas).toEqual([
      {
        ...{ tenant: "acme", sku: "mug", location: "berlin", kind: "surplus", source: "3pl", sequence: 7 },
        ...{ countedAtMicroseconds: at(LAST_DAY, NOON), counted: 10, expected: 6, delta: 4, inFlight: 0, reserved: 1 },
        ...{ correctionsBefore: 0, correctionsAfter: 0 },
        closing: { onHand: 1, reserved: 1, inTransit: 0, version: 6 },
      },
    ]);
  });

  it("that is older than its row of the snapshot is compared with the stock before it", async () => {
    const events = [event({ version: 4, at_us: at(LAST_DAY, NOON) + 1, on_hand_change: 3 })];
    const { deltas } = await compared({ ...MUGS, events });

    expect(deltas).toMatchObject([{ expected: 7, delta: 3, closing: { onHand: 10, version: 4 } }]);
  });

  it("that comes twice, or after a later one, changes nothing: the highest number counts", async () => {
    const late = count({ sequence: 6, counted: 3, counted_at_us: at(LAST_DAY, NOON) + 5 });
    const { rows, deltas } = await compared({ ...MUGS, counts: [count(), late, count()] });

    expect([rows.equal, deltas]).toEqual([1, []]);
  });

  it.each<[string, Partial<CountRow>]>([
    ["other units", { counted: 9 }],
    ["another time", { counted_at_us: 1 }],
  ])("that says %s under the same number is contradictory", async (_, change) => {
    const { deltas } = await compared({ ...MUGS, counts: [count(), count(change)] });

    expect(deltas).toMatchObject([{ kind: "contradictory" }]);
  });

  it("of two sources is contradictory, even where they agree", async () => {
    const { deltas } = await compared({ ...MUGS, counts: [count(), count({ source: "erp", sequence: 3 })] });

    expect(deltas).toMatchObject([{ kind: "contradictory" }]);
  });

  it("that finds no more than is on its way has found a transfer that was not booked", async () => {
    const snapshot = MUGS.snapshot.map((row) => ({ ...row, in_transit: 3 }));
    const found = async (counted: number): Promise<Compared> =>
      compared({ ...MUGS, snapshot, counts: [count({ counted })] });

    expect((await found(13)).deltas).toMatchObject([{ kind: "in-flight", delta: 3, inFlight: 3 }]);
    expect((await found(14)).deltas).toMatchObject([{ kind: "surplus", delta: 4, inFlight: 3 }]);
  });

  it("of a row of which an event is missing says so instead of a difference", async () => {
    const { deltas } = await compared({ ...MUGS, events: [event({ version: 6, on_hand_change: 1 })] });

    expect(deltas).toMatchObject([{ kind: "incomplete" }]);
  });

  it("of a row that nobody knows says so, even where it found nothing", async () => {
    const { deltas } = await compared({ ...MUGS, counts: [count({ sku: "pot", counted: 0 })] });

    expect(deltas).toMatchObject([{ kind: "unknown-row", sku: "pot", expected: 0 }]);
  });
});

describe("a partition", () => {
  it("is refused where a column is missing, of another type, or has nulls", async () => {
    const files = new LocalFiles(folder, "test");
    const file = path.join(folder, `counts/day=${LAST_DAY}/shard=00/part-0.parquet`);
    const compare = async (columns: string): Promise<unknown> => {
      await writer.select(file, `select 'acme' as tenant, 'mug' as sku, 'berlin' as location, ${columns}`);
      const partition = { day: LAST_DAY, shard: "00" };
      return comparePartition({ files, engine, signal: new AbortController().signal }, partition);
    };
    const rest = "10::bigint as counted, 0::bigint as counted_at_us";

    await expect(compare(`'3pl' as source, 7 as sequence, ${rest}`)).rejects.toMatchObject({
      name: "UnusableInput",
      message: "counts.sequence is INTEGER, expected BIGINT",
    });
    await expect(compare(`7::bigint as sequence, ${rest}`)).rejects.toThrow(
      "counts.source is missing, expected VARCHAR",
    );
    await expect(compare(`null::varchar as source, 7::bigint as sequence, ${rest}`)).rejects.toThrow(
      "counts.source has nulls, expected none",
    );
  });
});
