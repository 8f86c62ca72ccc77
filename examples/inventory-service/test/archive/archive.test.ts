import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { Client, Pool } from "pg";
import { EventHistory, keepRetention, ParquetTables, type PastEvent, type RetentionRound } from "../../src/archive";
import { archiveEvents } from "../../src/archive/archive-events";
import { executeSplitting } from "../../src/batch";
import type { Command } from "../../src/domain";
import { feedDays } from "../../src/feed/feed-days";
import { LocalFiles } from "../../src/files";
import { asOnlyOne, keepCounts } from "../../src/storage";
import { InProcessStream } from "../../src/stream";
import { Relay } from "../../src/worker/relay";
import { reserve, TEN_MUGS } from "../domain/given";
import { FROM_SOURCE } from "../from-source";
import { TestServer } from "../storage/database";
import { keyed } from "../storage/requests";
import { moveEventsBack } from "./days";

const DAY_SECONDS = 86_400;
const MAIN = path.join(__dirname, "..", "..", "src", "reconcile", "main.ts");

let server: TestServer;
let tables: ParquetTables;
let folder: string;
let databaseUrl: string;
let owner: Client;
let pool: Pool;
beforeAll(async () => {
  server = await TestServer.start();
  tables = await ParquetTables.start({ memoryMiB: 256, spillFolder: path.join(os.tmpdir(), "inventory-spill") });
});
afterAll(async () => {
  tables.stop();
  await server.stop();
});
beforeEach(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "inventory-archive-"));
  const database = await server.database();
  databaseUrl = server.address(database.name);
  owner = database.owner;
  pool = server.pool(database.name, 8);
});
afterEach(async () => {
  await server.closeAll();
  fs.rmSync(folder, { recursive: true, force: true });
});

const commands = (...all: readonly Command[]): Promise<unknown> =>
  executeSplitting(
    pool,
    all.map((each) => keyed(each)),
  );

const files = (): LocalFiles => new LocalFiles(folder, "test");

/** A round, as if so many days had to pass after a day's end before its events are archived, and dropped. */
const round = (changed: { settledDays?: number; keptDays?: number } = {}): Promise<RetentionRound> =>
  keepRetention({
    ...{ db: pool, files: files(), tables },
    settledSeconds: (changed.settledDays ?? 0) * DAY_SECONDS,
    keptSeconds: (changed.keptDays ?? 0) * DAY_SECONDS,
  });

const publishAll = async (): Promise<void> => {
  const relay = new Relay({
    ...{ db: pool, stream: new InProcessStream(), owner: "one", partition: "eu" },
    ...{ leaseMilliseconds: 60_000, mostShards: 64, onOldest: () => undefined },
  });
  while (await relay.round()) {
    // Until a round finds nothing.
  }
  await relay.leave();
};

/** A day before today, in UTC. */
const dayBack = async (days: number): Promise<string> => {
  const text = "select ((now() at time zone 'UTC')::date - $1::integer)::text as day";
  return (await owner.query<{ day: string }>(text, [days])).rows[0]?.day ?? "";
};

const partitionOf = async (day: string): Promise<boolean> => {
  const text = "select to_regclass('inventory.stock_event_' || replace($1, '-', '')) is not null as there";
  return (await owner.query<{ there: boolean }>(text, [day])).rows[0]?.there ?? false;
};

const MUG = { tenant: "acme", subject: '["acme","mug","berlin"]' };

const history = async (subject = MUG): Promise<readonly PastEvent[]> => {
  const found: PastEvent[] = [];
  for await (const event of new EventHistory({ pool, files: files(), tables }).all(subject)) {
    const { shard, transaction, sequence, recordedAt, tenant, type, version, data } = event;
    found.push({ shard, transaction, sequence, recordedAt, tenant, type, subject: event.subject, version, data });
  }
  return found;
};

describe("the archive", () => {
  it("has each event of a day that is over, under a manifest that names the files by their content", async () => {
    await commands(TEN_MUGS, reserve());
    await moveEventsBack(owner, 2);
    const day = await dayBack(2);
    const { archived } = await round({ keptDays: 30 });
    expect(archived).toContain(day);

    const manifest = JSON.parse(fs.readFileSync(path.join(folder, `log/day=${day}/manifest.json`), "utf8")) as {
      events: number;
      files: { path: string; sha256: string; rows: number }[];
    };
    expect(manifest.events).toBe(3);
    expect(manifest.files.reduce((sum, { path: name, rows }) => sum + (name.startsWith("log/") ? rows : 0), 0)).toBe(3);
    for (const { path: name, sha256 } of manifest.files) {
      expect([
        name,
        createHash("sha256")
          .update(fs.readFileSync(path.join(folder, name)))
          .digest("hex"),
      ]).toEqual([name, sha256]);
    }
    expect((await round({ keptDays: 30 })).archived).not.toContain(day);
  });

  it("leaves days alone that may still be written into", async () => {
    await commands(TEN_MUGS);
    const { archived, dropped } = await round();

    expect(archived).not.toContain(await dayBack(0));
    expect(dropped).not.toContain(await dayBack(0));
  });
});

describe("the retention", () => {
  it("drops a day once all of it is archived and published, and lineage and replay still have all of it", async () => {
    await commands(TEN_MUGS, reserve());
    await moveEventsBack(owner, 2);
    await commands({ ...TEN_MUGS, quantity: 5 });
    const before = await history();
    const day = await dayBack(2);
    const unpublished = await round();
    expect(unpublished.kept).toEqual([`${day} has events that are not published`]);
    expect(await partitionOf(day)).toBe(true);
    await publishAll();
    expect((await round()).dropped).toContain(day);
    expect(await partitionOf(day)).toBe(false);

    const { rows } = await owner.query("select version from inventory.stock_event where subject = $1", [MUG.subject]);
    expect(rows).toEqual([{ version: "3" }]);
    expect(await history()).toEqual(before);
    expect((await history()).map(({ version }) => version)).toEqual([1, 2, 3]);
    expect(await history({ ...MUG, tenant: "other" })).toEqual([]);
  });

  it("keeps what came into a day after it was archived, and archives it anew", async () => {
    await commands(TEN_MUGS);
    await moveEventsBack(owner, 2);
    const day = await dayBack(2);
    await round({ keptDays: 30 });
    await commands({ ...TEN_MUGS, quantity: 1 });
    await moveEventsBack(owner, 2);
    await publishAll();
    expect((await round()).kept).toEqual([`${day} has 2 events, of which 1 are archived`]);
    const again = await round();

    expect([again.archived, again.dropped.includes(day), again.kept]).toEqual([[day], true, []]);
    expect((await history()).map(({ version }) => version)).toEqual([1, 2]);
  });

  it.each([
    ["file is not what it was", (file: string) => fs.appendFileSync(file, "x")],
    ["file is gone", (file: string) => fs.rmSync(file)],
  ])("keeps a day in the database whose %s in the archive, and archives it anew", async (_, harm) => {
    await commands(TEN_MUGS);
    await moveEventsBack(owner, 2);
    await publishAll();
    const day = await dayBack(2);
    await round({ keptDays: 30 });
    const [name = ""] = await files().list(`log/day=${day}`);
    harm(path.join(folder, name));
    const { kept, dropped } = await round();
    expect(kept).toContain(`${day} has lost ${name}`);
    expect(dropped).not.toContain(day);

    const again = await round();
    expect([again.archived.includes(day), again.dropped.includes(day)]).toEqual([true, true]);
  });

  it("refuses in the database itself to drop what is not archived", async () => {
    const day = await dayBack(5);
    const { rows } = await pool.query("select inventory.drop_archived_day($1, interval '0') as refusal", [day]);

    expect(rows).toEqual([{ refusal: "is not archived" }]);
  });

  it("is one replica's at a time", async () => {
    const inside = await asOnlyOne(pool, "archive", () => asOnlyOne(pool, "archive", async () => "both"));

    expect(inside).toBeUndefined();
    expect(await asOnlyOne(pool, "archive", async () => "alone")).toBe("alone");
  });
});

describe("what the service archives", () => {
  it("is what reconciliation reads: counts, snapshot and events of a day", async () => {
    await commands({ ...TEN_MUGS, quantity: 100 }, { ...TEN_MUGS, sku: "cup", quantity: 50 });
    await round({ keptDays: 30 });
    await commands(reserve(), { ...TEN_MUGS, sku: "cup", quantity: 1 });
    const today = await dayBack(0);
    const at = (await owner.query<{ at: Date }>("select clock_timestamp() as at")).rows[0]?.at.toISOString() ?? "";
    const count = (sku: string, sequence: number, counted: number): Parameters<typeof keepCounts>[2][number] => ({
      ...{ sku, location: "berlin", sequence, counted },
      countedAt: at,
    });
    const wms = { tenant: "acme", source: "wms" };
    await keepCounts(pool, wms, [count("mug", 1, 90), count("cup", 2, 51)]);
    await round({ keptDays: 30 });
    await keepCounts(pool, wms, [count("mug", 3, 98), count("mug", 3, 98)]);
    expect((await round({ keptDays: 30 })).counts).toEqual([today]);
    expect((await round({ keptDays: 30 })).counts).toEqual([]);
    // The day is over: as the archive sees it a day later.
    await archiveToday(today);

    const env = { PATH: process.env["PATH"], HOME: process.env["HOME"], DATABASE_URL: databaseUrl };
    const args = [...FROM_SOURCE, MAIN, "--data", folder, "--day", today];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env });
    expect(JSON.parse(stdout)).toMatchObject({
      kind: "compared",
      day: today,
      rows: { equal: 1, missing: 1, surplus: 0, incomplete: 0, "unknown-row": 0, contradictory: 0 },
    });
  });

  it("is what feeds are made of, without the order that it was for", async () => {
    await commands(TEN_MUGS, reserve());
    const today = await dayBack(0);
    await archiveToday(today);
    const { signal } = new AbortController();

    const fed = await feedDays({ files: files(), tables, partition: "eu", day: today, signal });
    expect(fed.map(({ contract, records }) => [contract, records])).toEqual([
      ["stock-changes@1", 2],
      ["reservation-changes@1", 1],
    ]);
    const written = (await files().list("feeds/reservation-changes")).map((file) => path.join(folder, file));
    expect(await tables.read(written, "select * from files")).toMatchObject([
      { data: { tenant: "acme", channel: "web", status: "held", version: 1n, lines: 1n, units: 3n } },
    ]);
  });
});

/** Archives today's events, which the service itself does when the day is over. */
async function archiveToday(day: string): Promise<void> {
  await archiveEvents({ db: pool, files: files(), tables }, day);
}
