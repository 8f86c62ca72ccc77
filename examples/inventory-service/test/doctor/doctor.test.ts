import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Client, Pool } from "pg";
import { executeSplitting } from "../../src/batch";
import { examine, renderText, RUNBOOKS, type Examination } from "../../src/doctor";
import type { Command } from "../../src/domain";
import { LocalFiles } from "../../src/files";
import { DuckDbEngine, PostgresStock, reconcile } from "../../src/reconcile";
import { reserve, TEN_MUGS } from "../domain/given";
import { at } from "../reconcile/any-world";
import { ParquetWriter, type CountRow } from "../reconcile/world";
import { damage } from "../storage/damage";
import { TestServer } from "../storage/database";
import { keyed } from "../storage/requests";

const MODULES = path.join(__dirname, "..", "..", "..", "..", "node_modules");

/** The program as one file, for it starts often here, and sooner than out of its sources. */
function bundleInto(file: string): void {
  const options = {
    entryPoints: [path.join(__dirname, "..", "..", "src", "doctor", "main.ts")],
    ...{ outfile: file, bundle: true, platform: "node", external: ["@duckdb/node-api", "pg-native"] },
  };
  execFileSync(process.execPath, ["-e", `require("esbuild").buildSync(${JSON.stringify(options)})`], {
    env: { PATH: process.env["PATH"], NODE_PATH: MODULES },
  });
}

let server: TestServer;
let owner: Client;
let pool: Pool;
let address: string;
let bundle: string;
beforeAll(async () => {
  bundle = mkdtempSync(path.join(os.tmpdir(), "inventory-doctor-bundle-"));
  bundleInto(path.join(bundle, "doctor.js"));
  server = await TestServer.start();
});
afterAll(async () => {
  await server.stop();
  rmSync(bundle, { recursive: true, force: true });
});
beforeEach(async () => {
  const database = await server.database();
  owner = database.owner;
  address = server.address(database.name);
  pool = server.pool(database.name);
});
afterEach(() => server.closeAll());

const commands = (...all: readonly Command[]): Promise<unknown> =>
  executeSplitting(
    pool,
    all.map((each) => keyed(each)),
  );

const ask = (changed: Partial<Examination> = {}): ReturnType<typeof examine> =>
  examine({
    ...{ pool, runbooks: RUNBOOKS, tenant: undefined, reconciliation: undefined, apply: false, now: 0, ...changed },
  });

const mug = async (): Promise<unknown> => {
  const { rows } = await owner.query(
    `select on_hand as "onHand", reserved, in_transit as "inTransit", version::integer from inventory.stock where sku = 'mug'`,
  );
  return rows[0];
};

const eventsOfMug = async (): Promise<readonly unknown[]> => {
  const { rows } = await owner.query(
    `select version::integer, data ->> 'cause' as cause from inventory.stock_event
     where subject = '["acme","mug","berlin"]' order by version`,
  );
  return rows;
};

/** Starts the program, and lets it end unless it is killed. */
function start(...args: readonly string[]): {
  child: ChildProcess;
  ended: Promise<readonly [number | null, string, string]>;
} {
  const child = spawn(process.execPath, [path.join(bundle, "doctor.js"), ...args], {
    env: { PATH: process.env["PATH"], NODE_PATH: MODULES, DATABASE_URL: address },
  });
  let [out, err] = ["", ""];
  child.stdout.on("data", (part) => (out += String(part)));
  child.stderr.on("data", (part) => (err += String(part)));
  return { child, ended: once(child, "close").then(() => [child.exitCode, out, err]) };
}

describe("the program", () => {
  it("ends with 0 where nothing is found, and says what it did not look at", async () => {
    await commands(TEN_MUGS, reserve());

    expect(await start().ended).toEqual([
      0,
      "negative-inventory   nothing found\nduplicate-allocation nothing found\n" +
        "stuck-reconciliation not looked at: there is no ARCHIVE_URL\n",
      "",
    ]);
  });

  it("ends with 1 where something is found, as JSON with the evidence, and changes nothing", async () => {
    await commands(TEN_MUGS, reserve());
    await damage(owner, "mug", "on_hand = -4");
    const [code, out] = await start("negative-inventory", "--format", "json").ended;

    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      version: 1,
      looked: ["negative-inventory"],
      findings: [
        {
          runbook: "negative-inventory",
          subject: { tenant: "acme", sku: "mug", location: "berlin" },
          problem:
            "a counter is below zero: -4 on hand, 3 reserved, 0 in transit; it was changed past the log since its last event",
          evidence: {
            faults: ["negative", "over-allocated"],
            row: { onHand: -4, reserved: 3, version: 2, promised: 3 },
            orders: [{ reservation: "r1", channel: "web", status: "held", quantity: 3, version: 1 }],
            lastChanges: [
              { version: 2, cause: "reserved", after: { onHand: 10, reserved: 3 } },
              { version: 1, cause: "received", after: { onHand: 10, reserved: 0 } },
            ],
          },
          repair: "sets the row right by an event, under its lock",
          person: null,
        },
      ],
      repaired: [],
    });
    expect(await mug()).toEqual({ onHand: -4, reserved: 3, inTransit: 0, version: 2 });
  });

  it.each([
    [["negative-stock"], "the runbook is negative-stock, expected one of negative-inventory, duplicate-allocation"],
    [["--format", "xml"], "--format is xml, expected text or json"],
    [["--fix"], "Unknown option '--fix'"],
    [["stuck-reconciliation"], "stuck-reconciliation needs --data or ARCHIVE_URL"],
  ])("ends with 2 where it is used wrongly: %j", async (args, message) => {
    const [code, out, err] = await start(...args).ended;

    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(message);
    expect(err).toContain("usage: doctor");
  });

  /** Starts a repair while something is locked, and kills it once its statement waits. */
  async function killedWhileLocked(lock: string, statement: string): Promise<void> {
    await commands(TEN_MUGS, reserve());
    await damage(owner, "mug", "on_hand = -4");
    await owner.query("begin");
    await owner.query(lock);
    const { child, ended } = start("--apply");
    const watcher = await server.connect(path.basename(new URL(address).pathname));
    const waiting = "select from pg_stat_activity where wait_event_type = 'Lock' and query like $1";
    while ((await watcher.query(waiting, [`%${statement}%`])).rows.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    child.kill("SIGKILL");
    await ended;
    await owner.query("rollback");
  }

  const onceRepaired = [
    { version: 1, cause: "received" },
    { version: 2, cause: "reserved" },
    { version: 3, cause: "repaired" },
  ];

  it("does nothing by halves: killed before its repair is decided, it has changed nothing, and the next one repairs", async () => {
    await killedWhileLocked("select from inventory.stock for update", "for update");
    expect(await mug()).toEqual({ onHand: -4, reserved: 3, inTransit: 0, version: 2 });

    expect(await start("--apply").ended).toEqual([
      0,
      "repaired             mug at berlin of acme is at version 3: 10 on hand, 3 reserved, 0 in transit\n" +
        "negative-inventory   nothing found\nduplicate-allocation nothing found\n" +
        "stuck-reconciliation not looked at: there is no ARCHIVE_URL\n",
      "",
    ]);
    expect(await eventsOfMug()).toEqual(onceRepaired);
  });

  it("does nothing twice: killed while its repair is written, the database does all of it, and the next one nothing", async () => {
    await killedWhileLocked("lock table inventory.stock_event in exclusive mode", "insert into inventory.stock_event");
    while ((await eventsOfMug()).length < 3) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }

    expect(await ask({ apply: true })).toMatchObject({ findings: [], repaired: [] });
    expect(await mug()).toEqual({ onHand: 10, reserved: 3, inTransit: 0, version: 3 });
    expect(await eventsOfMug()).toEqual(onceRepaired);
  });
});

describe("stock that is below zero", () => {
  it("is put right once, whoever asks how often, and orders go on", async () => {
    await commands(TEN_MUGS, reserve());
    await damage(owner, "mug", "on_hand = -4, in_transit = -1, reserved = -1");
    const both = await Promise.all([ask({ apply: true }), ask({ apply: true })]);
    const third = await ask({ apply: true });

    expect(both.map(({ findings }) => findings)).toEqual([[], []]);
    expect(third).toMatchObject({ findings: [], repaired: [] });
    expect(await mug()).toEqual({ onHand: 10, reserved: 3, inTransit: 0, version: 3 });
    await commands({ kind: "confirm", tenant: "acme", reservation: "r1" });
    await commands({ kind: "ship", tenant: "acme", reservation: "r1", location: "berlin" });
    expect(await mug()).toEqual({ onHand: 7, reserved: 0, inTransit: 0, version: 4 });
  });

  it("is left to a person where the log does not say what the row became", async () => {
    await commands(TEN_MUGS);
    await damage(owner, "mug", "on_hand = -4, version = 9");
    const { findings, repaired } = await ask({ apply: true });

    expect(repaired).toEqual([]);
    expect(findings.map(({ repair, person }) => [repair, person])).toEqual([
      [null, expect.stringContaining('POST /v1/stock/mug/berlin/count with "expected": null') as string],
    ]);
    expect(await mug()).toEqual({ onHand: -4, reserved: 0, inTransit: 0, version: 9 });
    await commands({
      kind: "count",
      ...{ tenant: "acme", sku: "mug", location: "berlin" },
      counted: 6,
      expected: null,
    });
    expect((await ask()).findings).toEqual([]);
  });
});

describe("units that are promised twice", () => {
  it("are counted as reserved where there is enough for all orders", async () => {
    await commands(TEN_MUGS, reserve(), reserve({ reservation: "r2" }));
    await damage(owner, "mug", "reserved = 1");
    const { findings } = await ask();
    const { repaired } = await ask({ apply: true });

    expect(findings.map(({ runbook, problem }) => [runbook, problem])).toEqual([
      [
        "duplicate-allocation",
        "open orders have 6 units, and 1 are counted as reserved; it was changed past the log since its last event",
      ],
    ]);
    expect(repaired).toEqual(["mug at berlin of acme is at version 4: 10 on hand, 6 reserved, 0 in transit"]);
    expect(await eventsOfMug()).toContainEqual({ version: 4, cause: "repaired" });
  });

  it("are left to a person where there is not; what he is told to do leads out of it", async () => {
    const lines = [{ sku: "mug", quantity: 6, locations: ["berlin"] }];
    await commands(TEN_MUGS, reserve({ lines }));
    await damage(owner, "mug", "reserved = 0");
    await commands(reserve({ reservation: "r2", lines }));
    const { findings, repaired } = await ask({ apply: true });

    expect(repaired).toEqual([]);
    expect(findings[0]?.evidence["orders"]).toEqual([
      { reservation: "r1", channel: "web", status: "held", quantity: 6, version: 1 },
      { reservation: "r2", channel: "web", status: "held", quantity: 6, version: 1 },
    ]);
    expect(findings[0]?.person).toContain("raise the row's promiseLimit by 2, PUT /v1/stock/mug/berlin/policy");
    expect(renderText({ looked: [], skipped: {}, findings, repaired })).toContain(
      "duplicate-allocation acme mug berlin: open orders have 12 units, of 10 on hand and 0 that may be promised beyond those\n",
    );

    const key = { tenant: "acme", sku: "mug", location: "berlin" };
    const policy = { safetyStock: 0, promiseLimit: 2, shipsFrom: null, allotments: {} };
    await commands({ kind: "set-policy", ...key, policy });
    expect((await ask({ apply: true })).findings).toEqual([]);
    await commands({ kind: "release", tenant: "acme", reservation: "r2" });
    await commands({ kind: "set-policy", ...key, policy: { ...policy, promiseLimit: 0 } });
    expect(await ask()).toMatchObject({ findings: [] });
    expect(await mug()).toMatchObject({ onHand: 10, reserved: 6 });
  });

  it("are looked for in one tenant where one is named", async () => {
    await commands(TEN_MUGS, { ...TEN_MUGS, tenant: "zeta" });
    await damage(owner, "mug", "reserved = 1");

    expect((await ask({ tenant: "zeta" })).findings.map(({ subject }) => subject["tenant"])).toEqual(["zeta"]);
    expect((await ask()).findings.map(({ subject }) => subject["tenant"])).toEqual(["acme", "zeta"]);
  });
});

describe("reconciliation that is stuck", () => {
  const DAYS = [3, 2].map((back) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10));
  const [BEFORE = "", DAY = ""] = DAYS;
  let folder: string;
  let engine: DuckDbEngine;
  let writer: ParquetWriter;
  beforeAll(async () => {
    engine = await DuckDbEngine.start({ memoryMiB: 256, threads: 1, spillFolder: os.tmpdir() });
    writer = await ParquetWriter.start();
  });
  afterAll(() => {
    engine.stop();
    writer.stop();
  });
  beforeEach(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), "inventory-doctor-"));
    await owner.query(
      `insert into inventory.archived_day (day, events, manifest)
       select (now() at time zone 'UTC')::date - back, 0, '' from generate_series(1, 8) as back`,
    );
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const files = (): LocalFiles => new LocalFiles(folder, "test");
  const look = (apply = false): ReturnType<typeof ask> =>
    ask({ runbooks: ["stuck-reconciliation"], reconciliation: { files: files(), engine }, apply, now: Date.now() });
  const run = (stock: PostgresStock | undefined, day = DAY): Promise<unknown> =>
    reconcile({
      ...{ files: files(), engine, stock, day, daysBack: 1, share: { index: 0, of: 1 } },
      signal: new AbortController().signal,
    });

  /** Many SKUs on two days, of which so many were counted two units short on both. */
  async function count(short: number): Promise<void> {
    const key = (index: number): Pick<CountRow, "tenant" | "sku" | "location"> => ({
      ...{ tenant: "acme", sku: index === 0 ? "mug" : `sku-${index}`, location: "berlin" },
    });
    const indexes = Array.from({ length: 400 }, (_, index) => index);
    await writer.world(folder, {
      counts: DAYS.flatMap((day, nth) =>
        indexes.map((index) => ({
          ...{ ...key(index), day, shard: "00", source: "3pl", sequence: nth + 1 },
          ...{ counted: index < short ? 98 : 100, counted_at_us: at(day, 1_000) },
        })),
      ),
      snapshot: DAYS.flatMap((day) =>
        indexes.map((index) => ({
          ...{ ...key(index), day, shard: "00", on_hand: 100, reserved: 0, in_transit: 0, version: 1 },
        })),
      ),
      events: [],
    });
    writeFileSync(path.join(folder, "critical-skus.json"), "[]");
    const counted = Array.from({ length: short }, (_, index) => key(index).sku);
    await commands(...counted.map((sku) => ({ ...TEN_MUGS, sku, quantity: 100 })));
  }

  it("has its comparison made up for, without any repair of stock", async () => {
    await count(1);
    const { findings } = await look();
    const { repaired, findings: left } = await look(true);

    expect(findings.map(({ problem }) => problem)).toEqual(
      DAYS.map((day) => `counts of ${day} were never compared, in 1 shards`),
    );
    expect([repaired, left]).toEqual([DAYS.map((day) => `counts of ${day} are compared`), []]);
    expect(await look(true)).toMatchObject({ findings: [], repaired: [] });
    expect(await mug()).toMatchObject({ onHand: 100, version: 1 });
  });

  it("has what was decided sent once more, where the run ended before it was answered", async () => {
    await count(1);
    const stock = new PostgresStock(pool);
    await run(undefined, BEFORE);
    jest.spyOn(stock, "repair").mockRejectedValueOnce(new Error("killed"));
    await expect(run(stock)).rejects.toThrow("killed");
    const { findings } = await look();

    expect(findings.map(({ problem, repair }) => [problem, repair])).toEqual([
      [
        `repairs of ${DAY} were decided, and the run ended before it heard of all of them`,
        "sends the repairs that were decided once more, each under its key, and no others",
      ],
    ]);
    expect(await look(true)).toMatchObject({ findings: [], repaired: [`repairs of ${DAY} were answered: applied`] });
    expect(await look(true)).toMatchObject({ findings: [], repaired: [] });
    expect(await mug()).toMatchObject({ onHand: 98, version: 2 });
    expect(await eventsOfMug()).toEqual([
      { version: 1, cause: "received" },
      { version: 2, cause: "counted" },
    ]);
  });

  it("is left to a person where too much differs", async () => {
    await count(3);
    await run(undefined, BEFORE);
    await run(new PostgresStock(pool));
    const { findings, repaired } = await look(true);

    expect(findings.map(({ problem, repair, person }) => [problem, repair, person?.slice(0, 18)])).toEqual([
      [`so many SKUs differ on ${DAY} that none was repaired`, null, "find the one cause"],
    ]);
    expect([repaired, await mug()]).toEqual([[], expect.objectContaining({ onHand: 100, version: 1 })]);
  });

  it("is left to a person where days are missing in the archive", async () => {
    await commands(TEN_MUGS);
    await owner.query(
      `insert into inventory.external_count (day, tenant, sku, location, source, sequence, counted, counted_at)
       values ($1, 'acme', 'mug', 'berlin', '3pl', 1, 10, $1::date)`,
      [DAY],
    );
    await owner.query("delete from inventory.archived_day where day = $1", [BEFORE]);
    const { findings } = await look(true);

    expect(findings.map(({ problem }) => problem)).toEqual([
      `events of ${BEFORE} are in the database and not in the archive: they are compared by nobody`,
      `counts of ${DAY} are in the database and not in the archive: they are compared by nobody`,
    ]);
    expect(findings.every(({ repair, person }) => repair === null && person !== null)).toBe(true);
  });
});
