import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Client, Pool } from "pg";
import { ParquetTables, Reconciliations } from "../../src/archive";
import { executeSplitting } from "../../src/batch";
import type { Command } from "../../src/domain";
import { LocalFiles } from "../../src/files";
import { Metrics } from "../../src/observe";
import { DuckDbEngine, reconcile } from "../../src/reconcile";
import { measuresOf, type MeasureOptions } from "../../src/service/measures";
import { checkStock } from "../../src/worker";
import { reserve, TEN_MUGS } from "../domain/given";
import { at } from "../reconcile/any-world";
import { ParquetWriter, type CountRow } from "../reconcile/world";
import { damage } from "../storage/damage";
import { TestServer } from "../storage/database";
import { keyed } from "../storage/requests";

let server: TestServer;
let owner: Client;
let pool: Pool;
beforeAll(async () => (server = await TestServer.start()));
afterAll(() => server.stop());
beforeEach(async () => {
  const database = await server.database();
  owner = database.owner;
  pool = server.pool(database.name);
});
afterEach(() => server.closeAll());

const signal = new AbortController().signal;

const commands = (...all: readonly Command[]): Promise<unknown> =>
  executeSplitting(
    pool,
    all.map((each) => keyed(each)),
  );

/** What is measured, of the names that begin so. */
async function measured(prefix: string, changed: Partial<MeasureOptions> = {}): Promise<readonly string[]> {
  const metrics = new Metrics(() => 0);
  const fedDays = (): Promise<ReadonlyMap<string, string>> => Promise.resolve(new Map());
  const nothing = { reconciliations: undefined, fedDays };
  const measures = measuresOf({ ...nothing, pool, metrics, now: () => 0, signal, ...changed });
  await Promise.all(measures.map(({ take }) => take()));
  return (await metrics.registry.metrics()).split("\n").filter((line) => line.startsWith(prefix));
}

describe("the check of stock", () => {
  it("finds nothing wrong in what the service did, and says when it looked", async () => {
    await commands(TEN_MUGS, reserve(), { ...TEN_MUGS, tenant: "zeta", quantity: 2 });
    const before = Date.now() / 1000;

    expect(await measured("inventory_faulty")).toEqual([
      'inventory_faulty_stock_rows{fault="negative"} 0',
      'inventory_faulty_stock_rows{fault="over-allocated"} 0',
      'inventory_faulty_stock_rows{fault="reserved-mismatch"} 0',
    ]);
    expect(await measured("inventory_unchecked")).toEqual(["inventory_unchecked_tenants 0"]);
    const [checked] = await measured("inventory_stock_checked_timestamp_seconds");
    expect(Number(checked?.split(" ")[1])).toBeGreaterThanOrEqual(before - 1);
    const found = await checkStock({ pool, signal });
    expect(found).toMatchObject({ tenants: 2, unchecked: 0 });
  });

  it("finds what the constraints would have refused, in whichever tenant, and what no constraint sees", async () => {
    const ofZeta = { tenant: "zeta", sku: "pot" };
    await commands({ ...TEN_MUGS, sku: "cup" }, { ...TEN_MUGS, ...ofZeta }, TEN_MUGS);
    const lines = [{ sku: "pot", quantity: 3, locations: ["berlin"] }];
    await commands(reserve({ tenant: "zeta", lines }), reserve());
    await damage(owner, "cup", "on_hand = -1");
    await damage(owner, "pot", "on_hand = 2");
    await damage(owner, "mug", "reserved = 1");

    expect(await measured("inventory_faulty")).toEqual([
      'inventory_faulty_stock_rows{fault="negative"} 1',
      'inventory_faulty_stock_rows{fault="over-allocated"} 2',
      'inventory_faulty_stock_rows{fault="reserved-mismatch"} 1',
    ]);
  });

  it("is not repeated while what was found is fresh, and is left to the replica that is at it", async () => {
    await commands(TEN_MUGS);
    await checkStock({ pool, signal });
    await damage(owner, "mug", "on_hand = -1");

    expect((await checkStock({ pool, signal }))?.faults.negative).toBe(0);
    await owner.query("select pg_advisory_lock(hashtextextended('inventory.stock-check', 0))");
    expect((await checkStock({ pool, signal, freshSeconds: 0 }))?.faults.negative).toBe(0);
    await owner.query("select pg_advisory_unlock_all()");
    expect((await checkStock({ pool, signal, freshSeconds: 0 }))?.faults.negative).toBe(1);
  });

  it("gives a tenant its time and no more, and says how many it could not look at", async () => {
    await commands(TEN_MUGS, { ...TEN_MUGS, tenant: "zeta" });
    await owner.query("begin");
    await owner.query("lock table inventory.reservation");
    const found = await checkStock({ pool, signal, tenantMilliseconds: 50 });
    await owner.query("rollback");

    expect(found).toMatchObject({ tenants: 2, unchecked: 2 });
    expect((await checkStock({ pool, signal, freshSeconds: 0 }))?.unchecked).toBe(0);
  });

  it("is stopped between two tenants, and notes nothing then", async () => {
    await commands(TEN_MUGS);

    expect(await checkStock({ pool, signal: AbortSignal.abort() })).toBeUndefined();
  });
});

describe("what reconciliation found", () => {
  const [TODAY, TOMORROW] = ["2026-03-02", "2026-03-03"];
  let folder: string;
  let tables: ParquetTables;
  let engine: DuckDbEngine;
  let writer: ParquetWriter;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), "inventory-measures-"));
    tables = await ParquetTables.start({ memoryMiB: 128, spillFolder: folder });
    engine = await DuckDbEngine.start({ memoryMiB: 256, threads: 1, spillFolder: folder });
    writer = await ParquetWriter.start();
    const row = { day: TODAY, tenant: "acme", location: "berlin" };
    const count = (sku: string, shard: string, counted: number): CountRow => ({
      ...{ ...row, sku, shard, counted, source: "3pl", sequence: 1, counted_at_us: at(TODAY, 1_000) },
    });
    await writer.world(folder, {
      counts: [count("mug", "00", 10), count("cup", "00", 7), count("pot", "01", 14), count("lid", "01", 1)],
      snapshot: ["mug", "cup", "pot"].map((sku) => ({
        ...{ ...row, sku, shard: sku === "pot" ? "01" : "00", on_hand: 10, reserved: 0, in_transit: 0, version: 1 },
      })),
      events: [],
    });
  });
  afterAll(() => {
    tables.stop();
    engine.stop();
    writer.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const files = (): LocalFiles => new LocalFiles(folder, "test");
  const run = (index: number): Promise<unknown> =>
    reconcile({
      ...{ files: files(), engine, stock: undefined, day: TODAY, daysBack: 1, share: { index, of: 2 }, signal },
    });

  it("is not measured before all shards of a day are compared; then it is rows by kind, units and the day", async () => {
    const reconciliations = new Reconciliations(files(), tables);
    const now = (): number => Date.parse(TOMORROW) + 3_600_000;
    await run(0);
    expect(await measured("inventory_reconcil", { reconciliations, now })).toEqual([]);
    expect(await measured("inventory_reconcil", { reconciliations: undefined, now })).toEqual([]);
    await run(1);

    expect(await measured("inventory_reconcil", { reconciliations, now })).toEqual([
      'inventory_reconciled_rows{kind="contradictory"} 0',
      'inventory_reconciled_rows{kind="incomplete"} 0',
      'inventory_reconciled_rows{kind="unknown-row"} 1',
      'inventory_reconciled_rows{kind="equal"} 1',
      'inventory_reconciled_rows{kind="in-flight"} 0',
      'inventory_reconciled_rows{kind="missing"} 1',
      'inventory_reconciled_rows{kind="surplus"} 1',
      "inventory_reconciliation_delta_units 7",
      `inventory_reconciled_day_timestamp_seconds ${Date.parse(TODAY) / 1000}`,
    ]);
    expect(await measured("inventory_reconcil", { reconciliations, now: () => now() + 30 * 86_400_000 })).toEqual([]);
  });

  it("is told for a SKU of one tenant", async () => {
    const reconciliations = new Reconciliations(files(), tables);
    const now = Date.parse(TODAY);

    expect(await reconciliations.differencesOf({ tenant: "acme", sku: "cup" }, now)).toEqual({
      day: TODAY,
      differences: [
        {
          ...{ day: TODAY, location: "berlin", kind: "missing", source: "3pl" },
          ...{ countedAt: new Date(at(TODAY, 1_000) / 1000), counted: 7, expected: 10, delta: -3, inFlight: 0 },
        },
      ],
    });
    expect((await reconciliations.differencesOf({ tenant: "zeta", sku: "cup" }, now))?.differences).toEqual([]);
    expect((await reconciliations.differencesOf({ tenant: "acme", sku: "mug" }, now))?.differences).toEqual([]);
  });
});

describe("feeds", () => {
  it("say by contract which day was handed out last", async () => {
    const fedDays = (): Promise<ReadonlyMap<string, string>> =>
      Promise.resolve(new Map([["stock-changes@1", "2026-03-02"]]));

    expect(await measured("inventory_feed", { fedDays })).toEqual([
      'inventory_feed_day_timestamp_seconds{contract="stock-changes@1"} 1772409600',
    ]);
    expect(await measured("inventory_feed")).toEqual([]);
  });
});
