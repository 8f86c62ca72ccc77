import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import Ajv from "ajv";
import { RESTOCK_PROPOSED_SCHEMA } from "inventory-platform/components";
import { ParquetTables } from "../../src/archive";
import { LocalFiles, type Files } from "../../src/files";
import { DemandReader } from "../../src/restock/demand-reader";
import { findProposals } from "../../src/restock/find-proposals";
import { restock, type RestockOptions, type RestockResult } from "../../src/restock/restock";
import { FROM_SOURCE } from "../from-source";
import { ParquetWriter, type EventRow } from "../reconcile/world";

const LAST = "2026-03-28";
const DAYS = Array.from({ length: 28 }, (_, index) => `2026-03-${String(index + 1).padStart(2, "0")}`);
const ROOT = path.resolve(__dirname, "../../../..");

let writer: ParquetWriter;
let tables: ParquetTables;
let demand: DemandReader;
let folder: string;
beforeAll(async () => {
  const options = { memoryMiB: 256, threads: 1, spillFolder: os.tmpdir() };
  writer = await ParquetWriter.start();
  tables = await ParquetTables.start(options);
  demand = await DemandReader.start(options);
});
afterAll(() => {
  writer.stop();
  tables.stop();
  demand.stop();
});
beforeEach(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), "restock-"));
  await writeDays();
  say([{ tenant: "acme", days: [5] }]);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const place = (sku: string, shard = "00"): { shard: string; tenant: string; sku: string; location: string } => ({
  ...{ shard, tenant: sku === "sofa" ? "zeta" : "acme", sku, location: "berlin" },
});

/** An event of a row, at noon. */
const event = (sku: string, day: string, change: Partial<EventRow>): EventRow => ({
  ...place(sku, sku === "pot" ? "01" : "00"),
  ...{ day, at_us: Date.parse(day) * 1_000 + 43_200_000_000, version: 2, on_hand_change: 0 },
  ...{ reserved_change: 0, in_transit_change: 0, correction: false, ...change },
});

/** 28 days: four mugs a day are shipped, pots are reserved and cancelled, a new lamp came a week ago. */
async function writeDays(): Promise<void> {
  const events = DAYS.flatMap((day, index) => [
    event("mug", day, { version: 2 * index + 2, reserved_change: 4 }),
    event("mug", day, { version: 2 * index + 3, on_hand_change: -4, reserved_change: -4 }),
    // It came twice.
    event("mug", day, { version: 2 * index + 3, on_hand_change: -4, reserved_change: -4 }),
    event("pot", day, { version: 2 * index + 2, reserved_change: 9 }),
    event("pot", day, { version: 2 * index + 3, reserved_change: -9 }),
  ]);
  const lamp = event("lamp", "2026-03-21", { version: 1, on_hand_change: 30 });
  await writer.rows(folder, "events", [...events, lamp]);
  const row = (sku: string, level: object, shard = "00"): ReturnType<typeof place> & { day: string } => ({
    ...{ ...place(sku, shard), day: LAST, on_hand: 20, reserved: 0, in_transit: 0, version: 99, ...level },
  });
  await writer.rows(folder, "snapshot", [
    // Taken before the last day's mugs left.
    row("mug", { on_hand: 24, in_transit: 3, version: 55 }),
    row("pot", { reserved: 1 }, "01"),
    row("lamp", {}),
    row("sofa", {}),
  ]);
  DAYS.forEach(archived);
}

/** Says that all events of a day are there. */
function archived(day: string): void {
  mkdirSync(path.join(folder, `log/day=${day}`), { recursive: true });
  writeFileSync(path.join(folder, `log/day=${day}/manifest.json`), "{}");
}

function say(leadTimes: unknown): void {
  writeFileSync(path.join(folder, "lead-times.json"), JSON.stringify(leadTimes));
}

const run = (change: Partial<RestockOptions> = {}): Promise<RestockResult> =>
  restock({
    ...{ files: new LocalFiles(folder, "test"), demand, tables, day: undefined, windowDays: 84, reviewDays: 1 },
    policy: { serviceQuantile: 0.95, coverDays: 7 },
    share: { index: 0, of: 1 },
    signal: new AbortController().signal,
    ...change,
  });

const find = (sku: string, tenant = "acme"): ReturnType<typeof findProposals> =>
  findProposals({ files: new LocalFiles(folder, "test"), tables }, { tenant, sku, shards: [0, 1] });

/** What a run left, by path. */
function results(): Readonly<Record<string, string>> {
  const written = readdirSync(path.join(folder, "proposals"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .toSorted();
  return Object.fromEntries(written.map((file) => [file, readFileSync(path.join(folder, file)).toString("base64")]));
}

const eventsOf = (shard: string): Record<string, unknown>[] => {
  const [file] = Object.keys(results()).filter((each) => each.includes(`shard=${shard}/`) && each.endsWith(".ndjson"));
  const lines = readFileSync(path.join(folder, file ?? ""), "utf8")
    .split("\n")
    .slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
};

describe("a run", () => {
  it("proposes for each row with all that it was made from, and says which it left out", async () => {
    const rows = { order: 1, enough: 1, young: 1, withoutLeadTime: 1 };

    expect(await run()).toEqual({ day: LAST, from: "2026-03-01", rows });
    expect(await find("mug")).toEqual([
      {
        ...{ location: "berlin", reorderPoint: 24, quantity: 29, onHand: 20, onTheWay: 3, promised: 0 },
        demand: { from: "2026-03-01", until: LAST, days: 28, units: 112, p50: 24, p90: 24, p98: 24 },
        ...{ serviceQuantile: 0.95, reviewDays: 1, coverDays: 7, leadTimeDays: [5], model: "bootstrap@1" },
      },
    ]);
  });

  it("takes what was shipped for demand, and not what was reserved and given back", async () => {
    await run();

    expect(await find("pot")).toMatchObject([{ reorderPoint: 0, quantity: 0, promised: 1, demand: { units: 0 } }]);
  });

  it("shows a tenant nothing of another", async () => {
    say([{ tenant: "zeta", days: [2] }]);
    await run();

    expect([await find("sofa", "acme"), (await find("sofa", "zeta")).length]).toEqual([[], 1]);
  });

  it("tells others what is to be ordered, by the schema that the platform registers", async () => {
    await run();
    const events = eventsOf("00");

    expect(events).toMatchObject([
      { id: `${LAST}/acme/mug/berlin`, data: { quantity: 29, leadTimeDays: 5, available: 20 } },
    ]);
    const ajv = new Ajv({ strict: false, validateFormats: false });
    const validate = ajv.compile(RESTOCK_PROPOSED_SCHEMA);
    expect([events.map((each) => validate(each)), validate.errors, eventsOf("01")]).toEqual([[true], null, []]);
  });

  it("takes the lead time that names the SKU before one that names the location or the tenant alone", async () => {
    say([
      { tenant: "acme", days: [1] },
      { tenant: "acme", location: "berlin", days: [2] },
      { tenant: "acme", sku: "mug", days: [3] },
    ]);
    await run();

    expect([await find("mug"), await find("pot")]).toMatchObject([[{ leadTimeDays: [3] }], [{ leadTimeDays: [2] }]]);
  });

  it("does nothing a second time, and works anew on the shard of which something changed", async () => {
    await run();
    const before = results();
    const read = jest.spyOn(demand, "read");

    await run();
    expect([read.mock.calls.length, results()]).toEqual([0, before]);
    await writer.rows(folder, "events", [
      event("pot", LAST, { version: 100, on_hand_change: -2, reserved_change: -2 }),
    ]);
    await run();
    expect(read).toHaveBeenCalledTimes(1);
    expect(await find("pot")).toMatchObject([{ demand: { units: 2 }, onHand: 18 }]);
    read.mockRestore();
  });

  it("that is killed at any of its writes ends as one that was not", async () => {
    await run();
    const undisturbed = results();
    for (let writes = 1; writes <= 6; writes += 1) {
      rmSync(path.join(folder, "proposals"), { recursive: true });
      await expect(run({ files: failing(new LocalFiles(folder, "test"), writes) })).rejects.toThrow("killed");
      await run();
      expect(results()).toEqual(undisturbed);
    }
  });

  it("shared by processes takes the shards that are its own", async () => {
    const shared = [0, 1].map((index) => run({ share: { index, of: 2 } }));

    expect((await Promise.all(shared)).map(({ rows }) => rows)).toEqual([
      { order: 1, enough: 0, young: 1, withoutLeadTime: 1 },
      { order: 0, enough: 1, young: 0, withoutLeadTime: 0 },
    ]);
  });
});

/** Files whose n-th write is carried out, and is the last thing that is done. */
function failing(files: Files, writes: number): Files {
  let left = writes;
  const after = async <Result>(written: Promise<Result>): Promise<Result> => {
    const result = await written;
    left -= 1;
    if (left === 0) {
      throw new Error("killed");
    }
    return result;
  };
  return new Proxy(files, {
    get: (target, name) => {
      if (name === "keep") {
        return (...args: Parameters<Files["keep"]>) => after(target.keep(...args));
      }
      if (name === "write") {
        return (...args: Parameters<Files["write"]>) => after(target.write(...args));
      }
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

describe("what a run refuses", () => {
  it("is a day before which too few are archived without a gap", async () => {
    rmSync(path.join(folder, "log/day=2026-03-20"), { recursive: true });

    await expect(run()).rejects.toThrow(
      `of the days up to ${LAST}, 8 are archived without a gap, expected at least 14`,
    );
  });

  it.each<[string, unknown, string]>([
    ["a list that is empty", [], "lead-times.json is wrong at []"],
    ["days that are none", [{ tenant: "acme", days: [2, -1] }], 'lead-times.json is wrong at [0,"days",1]'],
  ])("is %s", async (_, leadTimes, problem) => {
    say(leadTimes);

    await expect(run()).rejects.toThrow(
      `${problem}, expected a JSON array of { tenant, sku?, location?, days: [whole days, 0 to 365] }`,
    );
  });

  it("is a missing list, and an archive without days", async () => {
    rmSync(path.join(folder, "lead-times.json"));
    await expect(run()).rejects.toThrow("lead-times.json is missing");
    rmSync(path.join(folder, "log"), { recursive: true });
    await expect(run()).rejects.toThrow("no day has both a snapshot and its events in the archive");
  });
});

describe("the program", () => {
  const start = (...args: readonly string[]): { code: number | null; out: string; problem: string | undefined } => {
    const program = [...FROM_SOURCE, "examples/inventory-service/src/restock/main.ts"];
    const { status, stdout, stderr } = spawnSync(process.execPath, [...program, ...args], {
      cwd: ROOT,
      encoding: "utf8",
    });
    return { code: status, out: stdout, problem: stderr.split("\n")[0] };
  };

  it("prints what a day came to", () => {
    const { code, out } = start("--data", folder, "--day", LAST, "--quantile", "0.9");

    expect([code, JSON.parse(out)]).toMatchObject([0, { day: LAST, rows: { order: 1, enough: 1 } }]);
  });

  it("refuses wrong usage, and data that it cannot use, with the codes that end a job", () => {
    expect(start("--data", folder, "--quantile", "95")).toMatchObject({
      ...{ code: 78, problem: "--quantile is 95, expected 0.5 to 0.99" },
    });
    expect(start("--data", folder, "--day", "2025-01-01")).toMatchObject({
      ...{ code: 65, problem: "of the days up to 2025-01-01, 0 are archived without a gap, expected at least 14" },
    });
  });
});
