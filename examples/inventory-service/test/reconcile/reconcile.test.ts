import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import fc from "fast-check";
import { stockKeyText, type StockKey } from "../../src/domain";
import type { Repair, StockNow } from "../../src/reconcile/decide-repairs";
import { DuckDbEngine } from "../../src/reconcile/duckdb-engine";
import { LocalFiles, type Files } from "../../src/files";
import type { Engine, StockPort } from "../../src/reconcile/ports";
import { reconcile, type ReconcileOptions, type RunResult } from "../../src/reconcile/reconcile";
import { at } from "./any-world";
import { ParquetWriter, type CountRow, type World } from "./world";

const [YESTERDAY, TODAY] = ["2026-03-01", "2026-03-02"];
const SKUS = 800;

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
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

const skuOf = (index: number): string => `sku-${String(index).padStart(4, "0")}`;
const shardOf = (index: number): string => String(index % 2).padStart(2, "0");
/** By how much an SKU is off: three could be repaired, some more could not. */
const offOf = (index: number): number => ({ 3: -2, 50: 1, 99: 2, 120: 40, 121: -9 })[index] ?? 0;

const countRow = (index: number, day: string, change: Partial<CountRow> = {}): CountRow => ({
  ...{ day, shard: shardOf(index), tenant: "acme", sku: skuOf(index), location: "berlin", source: "3pl" },
  ...{ sequence: day === TODAY ? 2 : 1, counted: 100 + offOf(index), counted_at_us: at(day, 1_000) },
  ...change,
});

/** Two quiet days on which the same SKUs were counted, and found the same. */
function quietWorld(): World {
  const indexes = Array.from({ length: SKUS }, (_, index) => index);
  const ofDay = <Row>(row: (index: number, day: string) => Row): readonly Row[] =>
    [YESTERDAY, TODAY].flatMap((day) => indexes.map((index) => row(index, day)));
  return {
    counts: ofDay((index, day) => countRow(index, day)),
    snapshot: ofDay((index, day) => ({
      ...{ day, shard: shardOf(index), tenant: "acme", sku: skuOf(index), location: "berlin" },
      ...{ on_hand: 100, reserved: 0, in_transit: 0, version: 7 },
    })),
    events: [],
  };
}

/** A stock in memory: answers a key once, and then as before. */
class FakeStock implements StockPort {
  readonly rows = new Map<string, StockNow>();
  readonly sent: Repair[] = [];
  readonly applied: Repair[] = [];
  readonly #answers = new Map<string, string>();

  now(keys: readonly StockKey[]): Promise<readonly StockNow[]> {
    return Promise.resolve(keys.map((key) => this.#row(key)));
  }

  repair(repair: Repair): Promise<string> {
    this.sent.push(repair);
    const { command, key } = repair;
    const answer = this.#answers.get(key) ?? this.#decide(repair);
    this.#answers.set(key, answer);
    if (answer === "applied" && !this.applied.some((each) => each.key === key)) {
      this.applied.push(repair);
      const row = this.#row(command);
      this.rows.set(stockKeyText(command), { ...row, onHand: command.counted, version: row.version + 1 });
    }
    return Promise.resolve(answer);
  }

  #decide({ command }: Repair): string {
    return this.#row(command).onHand === command.expected ? "applied" : "stale-count";
  }

  #row(key: StockKey): StockNow {
    const row = { onHand: 100, reserved: 0, inTransit: 0, version: 7, skuInTransit: 0 };
    return this.rows.get(stockKeyText(key)) ?? row;
  }
}

interface Given {
  readonly files?: Files;
  readonly engine?: Engine;
  readonly stock?: StockPort;
  readonly share?: ReconcileOptions["share"];
  readonly signal?: AbortSignal;
}

const run = (given: Given = {}): Promise<RunResult> =>
  reconcile({
    ...{ files: new LocalFiles(folder, "test"), engine, stock: undefined, day: undefined, daysBack: 7 },
    ...{ share: { index: 0, of: 1 }, signal: new AbortController().signal },
    ...given,
  });

async function prepare(critical: readonly object[] = []): Promise<void> {
  await writer.world(folder, quietWorld());
  writeFileSync(path.join(folder, "critical-skus.json"), JSON.stringify(critical));
}

/** All that a run left, by path; deltas in their bytes. */
function results(): Readonly<Record<string, string>> {
  const written = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .filter((file) => /^(deltas|runs)\//.test(file))
    .toSorted();
  return Object.fromEntries(written.map((file) => [file, readFileSync(path.join(folder, file)).toString("base64")]));
}

describe("a run", () => {
  it("repairs what two days found alike and leaves the rest to a person, with the reason", async () => {
    await prepare([{ tenant: "acme", sku: skuOf(99) }]);
    const stock = new FakeStock();

    const result = await run({ stock });
    expect(result).toMatchObject({
      kind: "decided",
      report: {
        day: TODAY,
        rows: { equal: 795, missing: 2, surplus: 3 },
        plan: {
          skusCounted: 800,
          hindered: { "above-units": 2, "above-percent": 2, "critical-sku": 1 },
          waiting: [
            { sku: skuOf(120), kind: "surplus", delta: 40, because: ["above-units", "above-percent"] },
            { sku: skuOf(121), kind: "missing", delta: -9, because: ["above-units", "above-percent"] },
            { sku: skuOf(99), kind: "surplus", delta: 2, because: ["critical-sku"] },
          ],
        },
        answers: ["applied", "applied"],
      },
    });
    expect(stock.applied.map(({ command }) => [command.sku, command.expected, command.counted])).toEqual([
      [skuOf(3), 100, 98],
      [skuOf(50), 100, 101],
    ]);
  });

  it("does nothing a second time", async () => {
    await prepare();
    const stock = new FakeStock();
    const first = await run({ stock });
    const before = results();
    const compare = jest.spyOn(engine, "compare");

    expect(await run({ stock })).toEqual(first);
    expect([compare.mock.calls.length, stock.sent.length, results()]).toEqual([0, 3, before]);
  });

  it("compares only, and asks for no list of critical SKUs, where there is no stock to repair", async () => {
    await prepare();
    rmSync(path.join(folder, "critical-skus.json"));

    expect(await run()).toMatchObject({ kind: "compared", day: TODAY, rows: { equal: 795 } });
    await expect(run({ stock: new FakeStock() })).rejects.toThrow(
      "critical-skus.json has to be a JSON array of { tenant, sku }; it may be empty",
    );
  });

  it("repairs nothing where there is more to repair than half a percent of the SKUs", async () => {
    await prepare();
    const off = (day: string): CountRow[] =>
      [4, 8, 12].map((index) => countRow(index, day, { counted: 101, sequence: day === TODAY ? 4 : 3 }));
    await writer.rows(folder, "counts", [...off(YESTERDAY), ...off(TODAY)]);
    const stock = new FakeStock();

    expect(await run({ stock })).toMatchObject({ report: { plan: { decision: { kind: "too-many", mostSkus: 4 } } } });
    expect(stock.sent).toEqual([]);
  });

  it("repairs nothing that has moved since the day ended", async () => {
    await prepare();
    const stock = new FakeStock();
    const key = { tenant: "acme", sku: skuOf(3), location: "berlin" };
    stock.rows.set(stockKeyText(key), { onHand: 100, reserved: 0, inTransit: 0, version: 9, skuInTransit: 0 });

    expect(await run({ stock })).toMatchObject({ report: { plan: { hindered: { "changed-since": 1 } } } });
    expect(stock.applied.map(({ command }) => command.sku)).toEqual([skuOf(99), skuOf(50)]);
  });

  it("takes a count that came late into the day when it was counted, and compares that shard alone anew", async () => {
    await prepare();
    await run();
    const compare = jest.spyOn(engine, "compare");
    const late = countRow(50, YESTERDAY, { counted: 107, sequence: 9 });
    await writer.rows(folder, "counts", [late]);

    const stock = new FakeStock();
    expect(await run({ stock })).toMatchObject({ report: { plan: { hindered: { "not-seen-before": 1 } } } });
    expect(
      compare.mock.calls.map(([{ counts }]) => counts.map((file) => path.relative(folder, path.dirname(file)))),
    ).toEqual([Array(2).fill(`counts/day=${YESTERDAY}/shard=00`)]);
    expect(stock.applied.map(({ command }) => command.sku)).toEqual([skuOf(3), skuOf(99)]);
  });

  it("shared by processes compares each shard once, and the last of them decides", async () => {
    await prepare();
    const stock = new FakeStock();
    const compare = jest.spyOn(engine, "compare");
    const shares = [2, 0, 1].map((index) => ({ index, of: 3 }));

    for (const share of shares.slice(0, 2)) {
      expect(await run({ stock, share })).toMatchObject({ kind: "share-compared", day: TODAY });
    }
    expect(stock.sent).toEqual([]);
    const last = await run({ stock, share: { index: 1, of: 3 } });
    expect(last).toMatchObject({
      kind: "decided",
      report: { rows: { equal: 795 }, answers: Array(3).fill("applied") },
    });
    expect(compare).toHaveBeenCalledTimes(4);
    expect(await Promise.all(shares.map((share) => run({ stock, share })))).toEqual([last, last, last]);
  });

  it("says so where there are no counts", async () => {
    expect(await run()).toEqual({ kind: "no-counts" });
  });
});

/** Fails at the n-th call of any port, before the call or after it was carried out. */
class Fuse {
  #left: number;
  readonly #after: boolean;
  calls = 0;

  constructor(calls: number, after: boolean) {
    this.#left = calls;
    this.#after = after;
  }

  around<Port extends object>(port: Port): Port {
    return new Proxy(port, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name);
        return typeof value === "function"
          ? (...args: unknown[]) => this.#call(() => value.apply(target, args))
          : value;
      },
    });
  }

  #call(call: () => unknown): unknown {
    this.calls += 1;
    this.#left -= 1;
    if (this.#left !== 0) {
      return call();
    }
    const result = this.#after ? call() : undefined;
    if (!(result instanceof Promise)) {
      throw new Error("killed");
    }
    return result.then(() => {
      throw new Error("killed");
    });
  }
}

describe("a run that is killed", () => {
  it("at any point, before or after what it was doing, ends as one that was not", async () => {
    await prepare();
    const counter = new Fuse(0, false);
    const undisturbed = new FakeStock();
    const files = (): Files => new LocalFiles(folder, "test");
    const wanted = await run({
      files: counter.around(files()),
      engine: counter.around<Engine>(engine),
      stock: counter.around<StockPort>(undisturbed),
    });
    const left = results();
    const clear = (): void =>
      ["deltas", "runs"].forEach((each) => rmSync(path.join(folder, each), { recursive: true }));

    const point = fc.record({ call: fc.integer({ min: 1, max: counter.calls }), after: fc.boolean() });
    let killed = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(point, { minLength: 1, maxLength: 3 }), async (kills) => {
        clear();
        const stock = new FakeStock();
        for (const { call, after } of kills) {
          const fuse = new Fuse(call, after);
          const ports = {
            files: fuse.around(files()),
            engine: fuse.around<Engine>(engine),
            stock: fuse.around<StockPort>(stock),
          };
          const ended = await run(ports).catch((error: unknown) => String(error));
          killed += ended === "Error: killed" ? 1 : 0;
        }
        expect(await run({ stock })).toEqual(wanted);
        expect(stock.applied).toEqual(undisturbed.applied);
        expect(results()).toEqual(left);
      }),
      { numRuns: 24, seed: 20_260_302 },
    );
    expect(killed).toBeGreaterThanOrEqual(20);
  });

  it("by a notice while SQL runs stops there and goes on from its last checkpoint", async () => {
    await prepare();
    const stop = new AbortController();
    const compare = jest.spyOn(engine, "compare");
    const noticed: Engine = {
      pairs: (...args) => engine.pairs(...args),
      countSkus: (...args) => engine.countSkus(...args),
      compare: (...args) => {
        const compared = engine.compare(...args);
        if (compare.mock.calls.length === 3) {
          stop.abort();
        }
        return compared;
      },
    };

    await expect(run({ engine: noticed, signal: stop.signal })).rejects.toMatchObject({ name: "AbortError" });
    expect(compare).toHaveBeenCalledTimes(3);
    expect(await run()).toMatchObject({ kind: "compared", rows: { equal: 795 } });
    expect(compare).toHaveBeenCalledTimes(5);
  });
});

describe("a result", () => {
  it("that was cut short or changed is made again", async () => {
    await prepare();
    await run();
    const before = results();
    const output = Object.keys(before).find((file) => file.endsWith(".parquet")) ?? "";
    writeFileSync(path.join(folder, output), "PAR1");

    await run();
    expect(results()).toEqual(before);
  });
});
