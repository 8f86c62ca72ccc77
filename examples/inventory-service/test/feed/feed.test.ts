import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { columnsOf, contractRefusals, type FeedContract as PlatformContract } from "inventory-platform/components";
import { parse } from "yaml";
import { z } from "zod";
import { ParquetTables } from "../../src/archive";
import { LOG_COLUMNS } from "../../src/archive/datasets";
import { decide, EMPTY_INVENTORY, evolve, type Command, type InventoryEvent } from "../../src/domain";
import { FEEDS, type FeedContract } from "../../src/feed/contracts";
import { fedDays, feedDays, type FedDay } from "../../src/feed/feed-days";
import { feedSchema } from "../../src/feed/schema";
import { LocalFiles } from "../../src/files";
import { NOW, reserve, TEN_MUGS } from "../domain/given";
import { FROM_SOURCE } from "../from-source";

const ROOT = path.resolve(__dirname, "../../../..");
const DAY = "2026-03-02";
const CANARIES = { reservation: "canary-reservation", orderRef: "canary-order" };
const [STOCK] = FEEDS;

let tables: ParquetTables;
let connection: DuckDBConnection;
let folder: string;
beforeAll(async () => {
  tables = await ParquetTables.start({ memoryMiB: 256, spillFolder: os.tmpdir() });
  connection = await (await DuckDBInstance.create(":memory:", { threads: "1" })).connect();
});
afterAll(() => {
  tables.stop();
  connection.closeSync();
});
beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), "feed-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The events of some commands, one after the other. */
function eventsOf(...commands: readonly Command[]): readonly InventoryEvent[] {
  const all: InventoryEvent[] = [];
  commands.reduce((inventory, command) => {
    const decision = decide(inventory, command, NOW);
    all.push(...(decision.accepted ? decision.events : []));
    return decision.accepted ? decision.events.reduce(evolve, inventory) : inventory;
  }, EMPTY_INVENTORY);
  return all;
}

const ORDER = eventsOf(
  TEN_MUGS,
  reserve(CANARIES),
  { kind: "confirm", tenant: "acme", reservation: CANARIES.reservation },
  { kind: "ship", tenant: "acme", reservation: CANARIES.reservation, location: "berlin" },
);

/** Writes a day's log as the archive does: those of stock in shard 3, of reservations in shard 40. */
async function archive(events: readonly object[], day = DAY): Promise<void> {
  const files = new LocalFiles(folder, "archive");
  const written: { path: string; sha256: string }[] = [];
  await tables.gather(LOG_COLUMNS, { orderBy: "transaction, sequence" }, async (table) => {
    for (const [index, event] of events.entries()) {
      const { type, after } = z
        .looseObject({ type: z.string(), after: z.object({ version: z.number() }) })
        .parse(event);
      const shard = type === "StockChanged" ? 3 : 40;
      const at = BigInt(Date.parse(day)) * 1_000n + BigInt(index);
      table.append(shard, [shard, 7, index, at, "acme", type, "subject", after.version, JSON.stringify(event)]);
    }
    for (const shard of (await table.shards()).keys()) {
      const file = `log/day=${day}/shard=${String(shard).padStart(2, "0")}/log.parquet`;
      await files.keep(file, (target) => table.write(shard, target));
      written.push({ path: file, sha256: (await files.digest(file)) ?? "" });
    }
  });
  await files.write(`log/day=${day}/manifest.json`, JSON.stringify({ day, files: written }));
}

const feed = (day?: string): Promise<readonly FedDay[]> =>
  feedDays({
    ...{ files: new LocalFiles(folder, "feed"), tables, partition: "eu", day },
    signal: new AbortController().signal,
  });

const filesOf = (contract: string, day = DAY): string => path.join(folder, `feeds/${contract}/v1/dt=${day}/*.parquet`);

async function records(contract: string): Promise<readonly Record<string, unknown>[]> {
  const sql = `select id, source, type, cast(time as varchar) as time, cast(data as json)::varchar as data from '${filesOf(contract)}' order by id`;
  const rows = (await connection.runAndReadAll(sql)).getRowObjectsJS();
  return rows.map((row) => ({ ...row, data: JSON.parse(String(row["data"])) as unknown }));
}

/** All that lies below feeds/, by path. */
function left(): Readonly<Record<string, string>> {
  const found = readdirSync(path.join(folder, "feeds"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .toSorted();
  return Object.fromEntries(found.map((file) => [path.relative(folder, file), readFileSync(file).toString("base64")]));
}

describe("a day of a feed", () => {
  it("has each change of stock with the fields of its contract", async () => {
    await archive(ORDER);
    await feed();
    const found = await records("stock-changes");

    expect(found.map(({ data }) => z.looseObject({ cause: z.string() }).parse(data).cause)).toEqual([
      "received",
      "reserved",
      "shipped",
    ]);
    expect(found[2]).toEqual({
      ...{ id: "3-7-4", source: "urn:inventory:eu", type: "inventory.StockChanged.v1", time: `${DAY} 00:00:00.000004` },
      data: {
        ...{ tenant: "acme", sku: "mug", location: "berlin", version: 3, cause: "shipped" },
        ...{ onhandchange: -3, reservedchange: -3, intransitchange: 0 },
        ...{ onhand: 7, reserved: 0, intransit: 0, safetystock: 0 },
      },
    });
  });

  it("has each change of a reservation, and does not tell one from another", async () => {
    await archive(ORDER);
    await feed();

    expect((await records("reservation-changes")).map(({ data }) => data)).toEqual(
      ["held", "confirmed", "shipped"].map((status, index) => ({
        ...{ tenant: "acme", channel: "web", status, version: index + 1, lines: 1, units: 3 },
      })),
    );
    const all = await Promise.all(["stock-changes", "reservation-changes"].map(records));
    const text = JSON.stringify(all);
    expect(Object.values(CANARIES).filter((canary) => text.includes(canary))).toEqual([]);
  });

  it("is whole once its manifest names its files by their content", async () => {
    await archive(ORDER);
    const [stock, reservations] = await feed();
    const { contract, day, records: many, files } = stock ?? {};

    expect([contract, day, many, reservations?.records]).toEqual(["stock-changes@1", DAY, 3, 3]);
    for (const { path: file, sha256 } of files ?? []) {
      expect(
        createHash("sha256")
          .update(readFileSync(path.join(folder, file)))
          .digest("hex"),
      ).toBe(sha256);
    }
    expect(JSON.parse(readFileSync(path.join(folder, `feeds/stock-changes/v1/days/${DAY}.json`), "utf8"))).toEqual(
      stock,
    );
  });

  it("is the same files when it is handed out again, and a file that was lost is there again", async () => {
    await archive(ORDER);
    await feed();
    const before = left();
    const copy = jest.spyOn(tables, "copy");
    await feed(DAY);
    expect([copy.mock.calls.length, left()]).toEqual([0, before]);
    copy.mockRestore();

    rmSync(path.join(folder, `feeds/stock-changes/v1/dt=${DAY}/shard-03.parquet`));
    await feed(DAY);
    expect(left()).toEqual(before);
  });

  it("is written anew where the archive has more of it by now", async () => {
    await archive(ORDER.slice(0, 1));
    await feed();
    await archive(ORDER);

    expect((await feed()).map(({ records: many }) => many)).toEqual([3, 3]);
    expect(await records("stock-changes")).toHaveLength(3);
  });

  it("is none where an event lacks a field that its contract promises", async () => {
    const [received] = ORDER;
    await archive([{ ...received, cause: undefined }]);

    await expect(feed()).rejects.toThrow(
      /log\.parquet does not fit its contract: .*an event of StockChanged lacks cause/,
    );
    expect(await fedDays(new LocalFiles(folder, "test"))).toEqual(new Map());
  });

  it("is refused where it is not in the archive, and so is an archive without days", async () => {
    await expect(feed("2026-03-05")).rejects.toThrow("the events of 2026-03-05 are not in the archive");
    await expect(feed()).rejects.toThrow("no day is in the archive");
  });

  it("is the last one where later ones are not whole", async () => {
    await archive(ORDER);
    await archive(ORDER, "2026-03-03");
    await feed();
    const files = new LocalFiles(folder, "test");
    expect((await fedDays(files)).get("stock-changes@1")).toBe("2026-03-03");
    rmSync(path.join(folder, "feeds/stock-changes/v1/days/2026-03-03.json"));

    expect(await fedDays(files)).toEqual(
      new Map([
        ["stock-changes@1", DAY],
        ["reservation-changes@1", "2026-03-03"],
      ]),
    );
  });

  it("is handed out by the program", async () => {
    await archive(ORDER);
    const program = [...FROM_SOURCE, "examples/inventory-service/src/feed/main.ts"];
    const start = (...args: readonly string[]): readonly [number | null, string] => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [...program, ...args], {
        cwd: ROOT,
        encoding: "utf8",
      });
      return [status, status === 0 ? stdout : (stderr.split("\n")[0] ?? "")];
    };

    expect(start("--data", folder, "--partition", "eu")).toEqual([
      0,
      `[{"contract":"stock-changes@1","day":"${DAY}","records":3},{"contract":"reservation-changes@1","day":"${DAY}","records":3}]\n`,
    ]);
    expect(start("--data", folder, "--day", "yesterday")).toEqual([78, "--day is yesterday, expected YYYY-MM-DD"]);
    expect(start("--data", folder, "--partition", "EU!")[0]).toBe(65);
  });
});

function contractOf(contract: FeedContract | undefined): FeedContract {
  if (contract === undefined) {
    throw new Error("there is no such contract");
  }
  return contract;
}

/** A type of DuckDB as Hive writes it. */
function hiveOf(type: string): string {
  const members = /^STRUCT\((.*)\)$/.exec(type)?.[1];
  if (members !== undefined) {
    const each = [...members.matchAll(/"?(\w+)"? (\w+)/g)].map(([, name = "", of = ""]) => `${name}:${hiveOf(of)}`);
    return `struct<${each.join(",")}>`;
  }
  return { VARCHAR: "string", BIGINT: "bigint", TIMESTAMP: "timestamp" }[type] ?? `unknown ${type}`;
}

const jsonSchema = z
  .object({
    $schema: z.literal("http://json-schema.org/draft-07/schema#"),
    type: z.literal("object"),
    properties: z.record(z.string(), z.json()),
  })
  .catchall(z.json());

describe("the contract of a feed", () => {
  const platformContract = (contract: FeedContract): PlatformContract => ({
    ...{ name: contract.name, version: contract.version, description: contract.description },
    schema: jsonSchema.parse(feedSchema(contract)),
    ...{ freshness: "24 hours", replayRetention: "400 days" },
  });

  it.each(FEEDS.map((contract) => [contract.name, contract] as const))(
    "%s is one that the platform takes, and its columns are those of the files",
    async (name, contract) => {
      await archive(ORDER);
      await feed();
      const taken = platformContract(contract);
      const described = await connection.runAndReadAll(
        `describe select * from read_parquet('${filesOf(name)}', hive_partitioning = false)`,
      );
      const columns = described
        .getRowObjectsJS()
        .map((row) => [row["column_name"], hiveOf(String(row["column_type"]))]);

      expect(contractRefusals.filter(({ when }) => when({ contract: taken }))).toEqual([]);
      expect(columns).toEqual(columnsOf(taken.schema).map((column) => [column.name, column.type]));
      expect(JSON.parse(readFileSync(path.join(folder, `feeds/${name}/v1/schema.json`), "utf8"))).toEqual(taken.schema);
    },
  );

  it("has all that an environment's feed of that name hands out, under the same types and classes", () => {
    const fields = z.array(z.object({ name: z.string(), type: z.string(), dataClass: z.string() }));
    const environment = z.object({
      feeds: z.object({ "stock-changes": z.object({ version: z.number().default(1), fields }) }),
    });
    const text = readFileSync(path.join(ROOT, "examples/marketplace/environments/prod.yaml"), "utf8");
    const theirs = environment.parse(parse(text)).feeds["stock-changes"];
    const contract = contractOf(STOCK);

    expect(theirs.version).toBe(contract.version);
    expect(theirs.fields.map(({ name, type, dataClass }) => [name, type, dataClass])).toEqual(
      theirs.fields.map(({ name }) => [name, contract.fields[name]?.type, "internal"]),
    );
  });

  it("is another version when its fields change", () => {
    expect(FEEDS.map(({ name, version, fields }) => [name, version, Object.keys(fields).join(" ")])).toEqual([
      [
        ...["stock-changes", 1],
        "tenant sku location version cause onHandChange reservedChange inTransitChange onHand reserved inTransit safetyStock",
      ],
      ["reservation-changes", 1, "tenant channel status version lines units"],
    ]);
  });
});
