import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { FROM_SOURCE } from "../from-source";
import { at } from "./any-world";
import { ParquetWriter } from "./world";

const ROOT = path.resolve(__dirname, "../../../..");
const DAY = "2026-03-02";
const SHARDS = 40;

let folder: string;
beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), "reconcile-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function start(...args: readonly string[]): ChildProcess {
  const program = [...FROM_SOURCE, "examples/inventory-service/src/reconcile/main.ts"];
  return spawn(process.execPath, [...program, ...args], { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly problem: string;
}

async function end(child: ChildProcess): Promise<Ended> {
  const texts = { out: "", problem: "" };
  child.stdout?.on("data", (data: Buffer) => (texts.out += data.toString()));
  child.stderr?.on("data", (data: Buffer) => (texts.problem += data.toString()));
  await once(child, "close");
  return { code: child.exitCode, ...texts };
}

/** As many shards as take some seconds; in each an SKU that nobody knows. */
async function prepare(): Promise<void> {
  const writer = await ParquetWriter.start();
  const counts = Array.from({ length: SHARDS }, (_, index) => ({
    ...{ day: DAY, shard: String(index).padStart(2, "0"), tenant: "acme", sku: `sku-${index}`, location: "berlin" },
    ...{ source: "3pl", sequence: 1, counted: 1, counted_at_us: at(DAY, 0) },
  }));
  await writer.rows(folder, "counts", counts);
  writer.stop();
}

/** Checkpoints of a run, by path. */
function checkpoints(): Readonly<Record<string, string>> {
  const deltas = path.join(folder, "deltas");
  const files = existsSync(deltas) ? readdirSync(deltas, { recursive: true, encoding: "utf8" }) : [];
  const kept = files.filter((file) => file.endsWith("checkpoint.json")).toSorted();
  return Object.fromEntries(kept.map((file) => [file, readFileSync(path.join(deltas, file), "utf8")]));
}

describe("the job", () => {
  it("refuses wrong usage with the code that ends a run", async () => {
    const { code, problem } = await end(start("--day", "today"));

    expect([code, problem.split("\n")[0]]).toEqual([78, "--data is missing, expected a folder"]);
  });

  it("fails for good where nothing was counted", async () => {
    expect(await end(start("--data", folder))).toMatchObject({ code: 65, out: '{"kind":"no-counts"}\n' });
  });

  it.each<[NodeJS.Signals, number | null]>([
    ["SIGTERM", 75],
    ["SIGKILL", null],
  ])("that gets %s goes on from its checkpoints when it is started again", async (signal, expected) => {
    await prepare();
    const first = start("--data", folder);
    const ended = end(first);
    while (Object.keys(checkpoints()).length === 0) {
      await setTimeout(5);
    }
    first.kill(signal);
    expect((await ended).code).toBe(expected);
    const before = checkpoints();
    expect(Object.keys(before).length).toBeLessThan(SHARDS);

    const { code, out } = await end(start("--data", folder));
    expect([code, JSON.parse(out)]).toMatchObject([0, { kind: "compared", rows: { "unknown-row": SHARDS } }]);
    expect(checkpoints()).toMatchObject(before);
    expect(Object.keys(checkpoints())).toHaveLength(SHARDS);
  });
});
