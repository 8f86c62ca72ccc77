import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Client } from "pg";
import { ParquetTables } from "../../src/archive";
import { LocalFiles } from "../../src/files";
import { restockOfSku } from "../../src/http/restock-schemas";
import { DemandReader } from "../../src/restock/demand-reader";
import { restock } from "../../src/restock/restock";
import type { Service } from "../../src/service";
import { ParquetWriter } from "../reconcile/world";
import { TestServer } from "../storage/database";
import { callerOf, issueKey, serviceOn, type Call } from "./caller";

const DAYS = Array.from({ length: 14 }, (_, index) => `2026-03-${String(index + 1).padStart(2, "0")}`);
const LAST = "2026-03-14";

let server: TestServer;
let service: Service;
let owner: Client;
let url: string;
let folder: string;
let call: Call;
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), "restock-http-"));
  server = await TestServer.start();
  ({ service, owner, url } = await serviceOn(server, { archive: new LocalFiles(folder, "service") }));
  call = callerOf(url, await issueKey(owner, { tenant: "acme" }));
  await call("POST", "/v1/stock/mug/berlin/receive", { quantity: 20 });
  await propose();
});
afterAll(async () => {
  await service.stop();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Has the job propose on two weeks in which five mugs a day were shipped. */
async function propose(): Promise<void> {
  const text = "select lpad((hashtextextended($1, 0) & 63)::text, 2, '0') as shard";
  const subject = JSON.stringify(["acme", "mug", "berlin"]);
  const shard = (await owner.query<{ shard: string }>(text, [subject])).rows[0]?.shard ?? "";
  const row = { shard, tenant: "acme", sku: "mug", location: "berlin" };
  const writer = await ParquetWriter.start();
  const shipped = { on_hand_change: -5, reserved_change: -5, in_transit_change: 0, correction: false };
  await writer.rows(
    folder,
    "events",
    DAYS.map((day, index) => ({ ...row, day, at_us: Date.parse(day) * 1_000, version: index + 2, ...shipped })),
  );
  const level = { on_hand: 20, reserved: 0, in_transit: 0, version: 99 };
  await writer.rows(folder, "snapshot", [{ ...row, day: LAST, ...level }]);
  writer.stop();
  for (const day of DAYS) {
    mkdirSync(path.join(folder, `log/day=${day}`), { recursive: true });
    writeFileSync(path.join(folder, `log/day=${day}/manifest.json`), "{}");
  }
  writeFileSync(path.join(folder, "lead-times.json"), JSON.stringify([{ tenant: "acme", days: [3] }]));
  const options = { memoryMiB: 256, threads: 1, spillFolder: os.tmpdir() };
  const [demand, tables] = [await DemandReader.start(options), await ParquetTables.start(options)];
  await restock({
    ...{ files: new LocalFiles(folder, "job"), demand, tables, day: LAST, windowDays: 84, reviewDays: 1 },
    ...{ policy: { serviceQuantile: 0.95, coverDays: 7 }, share: { index: 0, of: 1 } },
    signal: new AbortController().signal,
  });
  demand.stop();
  tables.stop();
}

describe("restock proposals of a SKU", () => {
  it("say what to order and what that was made from", async () => {
    const { status, body } = await call("GET", "/v1/restock/proposals?sku=mug");

    expect([status, restockOfSku.parse(body)]).toEqual([
      200,
      {
        sku: "mug",
        proposals: [
          {
            ...{ location: "berlin", reorderPoint: 20, quantity: 35, onHand: 20, onTheWay: 0, promised: 0 },
            demand: { from: "2026-03-01", until: LAST, days: 14, units: 70, p50: 20, p90: 20, p98: 20 },
            ...{ serviceQuantile: 0.95, reviewDays: 1, coverDays: 7, leadTimeDays: [3], model: "bootstrap@1" },
          },
        ],
      },
    ]);
  });

  it("are none of another tenant's, and none of a SKU for which nothing was proposed", async () => {
    const other = callerOf(url, await issueKey(owner, { tenant: "zeta" }));
    await other("POST", "/v1/stock/mug/berlin/receive", { quantity: 1 });

    expect((await other("GET", "/v1/restock/proposals?sku=mug")).body).toEqual({ sku: "mug", proposals: [] });
    expect((await call("GET", "/v1/restock/proposals?sku=pot")).body).toEqual({ sku: "pot", proposals: [] });
  });

  it("are refused where no SKU is named", async () => {
    expect(await call("GET", "/v1/restock/proposals")).toMatchObject({ status: 400 });
  });
});
