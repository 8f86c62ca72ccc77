import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Client } from "pg";
import { archiveEvents } from "../../src/archive/archive-events";
import { ParquetTables } from "../../src/archive";
import { LocalFiles } from "../../src/files";
import type { Service } from "../../src/service";
import { moveEventsBack } from "../archive/days";
import { TestServer } from "../storage/database";
import { callerOf, issueKey, serviceOn, type Call } from "./caller";

let server: TestServer;
let service: Service;
let owner: Client;
let url: string;
let folder: string;
let call: Call;
beforeAll(async () => {
  server = await TestServer.start();
  folder = mkdtempSync(path.join(os.tmpdir(), "inventory-lineage-"));
  ({ service, owner, url } = await serviceOn(server, { archive: new LocalFiles(folder, "service") }));
  call = callerOf(url, await issueKey(owner));
});
afterAll(async () => {
  await service.stop();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const order = (reservation: string, sku: string): object => ({
  ...{ reservation, channel: "web", orderRef: `ref-of-${reservation}` },
  lines: [{ sku, quantity: 3, locations: ["berlin"] }],
});

/** Receives ten, and has an order of three held, confirmed, shipped, and one unit of it come back. */
async function live(sku: string, reservation: string): Promise<void> {
  const one = `/v1/reservations/${reservation}`;
  await call("POST", `/v1/stock/${sku}/berlin/receive`, { quantity: 10 });
  await call("POST", "/v1/reservations", order(reservation, sku));
  await call("POST", `${one}/confirm`);
  await call("POST", `${one}/ship`, { location: "berlin" });
  await call("POST", `${one}/return`, { sku, quantity: 1, location: "berlin", restock: true });
}

interface Step {
  readonly version: number;
  readonly at: string;
  readonly event: string;
  readonly [member: string]: unknown;
}

const stepsOf = (body: Record<string, unknown>): readonly Step[] => body["steps"] as readonly Step[];

describe("the lineage of a reservation", () => {
  it("is its whole life, a step for each version", async () => {
    await live("mug", "order-0001");
    const { status, body } = await call("GET", "/v1/lineage/reservations/order-0001");

    expect(status).toBe(200);
    expect(body).toMatchObject({ reservation: "order-0001", version: 4, next: null });
    const steps = stepsOf(body);
    expect(steps.map((step) => [step.version, step["status"], step["returned"]])).toEqual([
      [1, "held", {}],
      [2, "confirmed", {}],
      [3, "shipped", {}],
      [4, "shipped", { mug: 1 }],
    ]);
    expect(Object.keys(steps[0] ?? {})).toEqual(
      ["version", "at", "event", "status", "expiresAt", "allocations", "returned"], // and no reference of the order
    );
    const { rows } = await owner.query<{ id: string }>(
      "select shard || '-' || transaction || '-' || sequence as id from inventory.stock_event where subject = $1 order by version",
      ['["acme","order-0001"]'],
    );
    expect(steps.map(({ event }) => event)).toEqual(rows.map(({ id }) => id));
  });

  it("is told in pages", async () => {
    const first = await call("GET", "/v1/lineage/reservations/order-0001?limit=3");
    const second = await call("GET", `/v1/lineage/reservations/order-0001?limit=3&from=${String(first.body["next"])}`);
    const beyond = await call("GET", "/v1/lineage/reservations/order-0001?from=5");

    expect([stepsOf(first.body).length, first.body["next"]]).toEqual([3, 4]);
    expect([stepsOf(second.body).map(({ version }) => version), second.body["next"]]).toEqual([[4], null]);
    expect([beyond.status, beyond.body["steps"], beyond.body["next"]]).toEqual([200, [], null]);
  });

  it("is nothing where there is no such reservation", async () => {
    expect((await call("GET", "/v1/lineage/reservations/order-9999")).status).toBe(404);
    expect((await call("GET", "/v1/lineage/reservations/order-0001?from=0")).status).toBe(400);
    expect((await call("GET", "/v1/lineage/reservations/order-0001?limit=501")).status).toBe(400);
  });
});

describe("the lineage of a stock row", () => {
  it("says what made it change between two versions, and of whom", async () => {
    await live("cup", "order-0002");
    const all = await call("GET", "/v1/lineage/stock/cup/berlin");
    const some = await call("GET", "/v1/lineage/stock/cup/berlin?from=2&to=3");

    expect(stepsOf(all.body).map((step) => [step.version, step["cause"], step["reservation"], step["change"]])).toEqual(
      [
        [1, "received", null, { onHand: 10, reserved: 0, inTransit: 0 }],
        [2, "reserved", "order-0002", { onHand: 0, reserved: 3, inTransit: 0 }],
        [3, "shipped", "order-0002", { onHand: -3, reserved: -3, inTransit: 0 }],
        [4, "returned", "order-0002", { onHand: 1, reserved: 0, inTransit: 0 }],
      ],
    );
    expect(stepsOf(all.body)[3]?.["after"]).toEqual({
      ...{ onHand: 8, reserved: 0, inTransit: 0, safetyStock: 0, promiseLimit: 0, shipsFrom: null, allotments: {} },
    });
    expect([stepsOf(some.body).map(({ version }) => version), some.body["next"]]).toEqual([[2, 3], null]);
    expect((await call("GET", "/v1/lineage/stock/cup/turin")).status).toBe(404);
  });
});

describe("what is in the archive alone", () => {
  it("is part of both lineages, before what is in the log still", async () => {
    await live("pot", "order-0003");
    await moveEventsBack(owner, 2);
    await call("POST", "/v1/stock/pot/berlin/receive", { quantity: 5 });
    const tables = await ParquetTables.start({ memoryMiB: 128, spillFolder: folder });
    const db = server.pool(
      String((await owner.query<{ name: string }>("select current_database() as name")).rows[0]?.name),
    );
    const { rows } = await owner.query<{ day: string }>("select ((now() at time zone 'UTC')::date - 2)::text as day");
    const day = rows[0]?.day ?? "";
    await archiveEvents({ db, files: new LocalFiles(folder, "test"), tables }, day);
    tables.stop();
    await owner.query("truncate inventory.stock_event_" + day.replaceAll("-", ""));

    const reservation = await call("GET", "/v1/lineage/reservations/order-0003");
    const stock = await call("GET", "/v1/lineage/stock/pot/berlin");
    expect(stepsOf(reservation.body).map((step) => step["status"])).toEqual([
      ...["held", "confirmed", "shipped", "shipped"],
    ]);
    expect(stepsOf(stock.body).map((step) => step["cause"])).toEqual([
      ...["received", "reserved", "shipped", "returned", "received"],
    ]);
    expect(stock.body["next"]).toBeNull();
  });
});

describe("another tenant", () => {
  it("sees nothing of either, of holds and of reconciliation, though it names them", async () => {
    await call("POST", "/v1/reservations", order("order-0004", "mug"));
    const theirs = callerOf(url, await issueKey(owner, { tenant: "zulu" }));
    const paths = [
      ...["/v1/lineage/reservations/order-0001", "/v1/lineage/stock/mug/berlin", "/v1/holds/mug"],
      "/v1/reconciliation/mug",
    ];
    const replies = await Promise.all(paths.map((each) => theirs("GET", each)));
    const ours = await call("GET", "/v1/holds/mug");

    expect(replies.map(({ status }) => status)).toEqual([404, 404, 200, 200]);
    expect(replies[2]?.body).toEqual({ sku: "mug", holds: [] });
    expect(replies[3]?.body).toEqual({ sku: "mug", day: null, differences: [] });
    expect(ours.body).toEqual({
      sku: "mug",
      holds: [
        {
          ...{ reservation: "order-0004", channel: "web", location: "berlin", quantity: 3 },
          expiresAt: expect.stringMatching(/Z$/) as string,
        },
      ],
    });
  });
});
