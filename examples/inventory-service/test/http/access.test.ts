import type { Client } from "pg";
import { keyHash } from "../../src/access";
import type { Service } from "../../src/service";
import { keyId, revokeKeys } from "../../src/storage";
import { TestServer } from "../storage/database";
import { callerOf, issueKey, serviceOn, type Call } from "./caller";

let server: TestServer;
let service: Service;
let owner: Client;
let url: string;
let now = Date.now();
beforeAll(async () => {
  server = await TestServer.start();
  ({ service, owner, url } = await serviceOn(server, { now: () => now }));
});
afterAll(async () => {
  await service.stop();
  await server.stop();
});

const MUG = { sku: "mug", quantity: 3, locations: ["berlin"] };
const ORDER = { reservation: "order-0001", channel: "web", orderRef: "ref-00000001", lines: [MUG] };
const call = (key: string): Call => callerOf(url, key);
const statusOf = async (key: string): Promise<number> => (await call(key)("GET", "/v1/stock/mug")).status;

/** Every route that takes a key, with a request that its schema lets through. */
const ROUTES: readonly (readonly ["DELETE" | "GET" | "POST" | "PUT", string, unknown])[] = [
  ["GET", "/v1/availability/mug?channel=web", undefined],
  ["GET", "/v1/stock/mug", undefined],
  ["GET", "/v1/reservations/order-0001", undefined],
  ["POST", "/v1/reservations", ORDER],
  ["POST", "/v1/reservations/order-0001/confirm", undefined],
  ["POST", "/v1/reservations/order-0001/release", undefined],
  ["POST", "/v1/reservations/order-0001/cancel", undefined],
  ["POST", "/v1/reservations/order-0001/ship", { location: "berlin" }],
  ["POST", "/v1/reservations/order-0001/return", { sku: "mug", quantity: 1, location: "berlin", restock: true }],
  ["POST", "/v1/stock/mug/berlin/receive", { quantity: 1 }],
  ["POST", "/v1/stock/mug/berlin/adjust", { by: 1, reason: "found" }],
  ["POST", "/v1/stock/mug/berlin/count", { counted: 5, expected: null }],
  ["POST", "/v1/stock/mug/berlin/arrive", { quantity: 1 }],
  ["PUT", "/v1/stock/mug/berlin/policy", { safetyStock: 0, promiseLimit: 0, shipsFrom: null, allotments: {} }],
  [
    "POST",
    "/v1/counts",
    {
      source: "wms",
      counts: [{ sku: "mug", location: "berlin", sequence: 1, counted: 5, countedAt: "2026-11-27T00:00:00Z" }],
    },
  ],
  ["GET", "/v1/lineage/reservations/order-0001", undefined],
  ["GET", "/v1/lineage/stock/mug/berlin", undefined],
  ["GET", "/v1/restock/proposals?sku=mug", undefined],
  ["GET", "/v1/holds/mug", undefined],
  ["GET", "/v1/reconciliation/mug", undefined],
  ["POST", "/v1/transfers", { sku: "mug", from: "berlin", to: "turin", quantity: 1 }],
  ["DELETE", "/v1/orders/ref-00000001?channel=web", undefined],
  [
    "POST",
    "/v1/shadow/writes",
    { writes: [{ key: "legacy-0001", at: "2026-11-27T00:00:00Z", command: null, accepted: true, rows: [] }] },
  ],
];

it("the table above is all routes there are, but those of health, metrics and the document", async () => {
  const { body } = await call("")("GET", "/openapi.json");
  const described = Object.values(body["paths"] as object).flatMap((methods: object) => Object.keys(methods));

  expect(ROUTES).toHaveLength(described.length);
});

describe("a caller without a valid key", () => {
  it.each(ROUTES)("is refused: %s %s", async (method, path, body) => {
    for (const key of ["", "inv_short", `inv_${"A".repeat(43)}`]) {
      const reply = await call(key)(method, path, body);

      expect([reply.status, reply.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
      expect(reply.body).toEqual({
        type: "urn:inventory:problem:unauthorized",
        title: "The request carries no valid API key",
        status: 401,
      });
    }
  });
});

describe("a key of one tenant", () => {
  it("sees nothing of another on any route, and changes nothing there", async () => {
    const [theirs, ours] = [await issueKey(owner, { tenant: "zulu" }), await issueKey(owner, { tenant: "our-own" })];
    await call(theirs)("POST", "/v1/stock/mug/berlin/receive", { quantity: 777_777 });
    await call(theirs)("POST", "/v1/reservations", { ...ORDER, channel: "zulu-web" });
    // In the cache as well.
    await call(theirs)("GET", "/v1/availability/mug?channel=web");
    const before = await call(theirs)("GET", "/v1/stock/mug");
    const held = await call(theirs)("GET", "/v1/reservations/order-0001");
    const replies = [];
    for (const [method, path, body] of ROUTES) {
      replies.push(await call(ours)(method, path, body));
    }

    expect(JSON.stringify(replies)).not.toMatch(/zulu|777777/);
    expect(replies.slice(0, 9).map(({ status }) => status)).toEqual([200, 200, 404, 409, 404, 404, 404, 404, 404]);
    expect(await call(theirs)("GET", "/v1/stock/mug")).toMatchObject({ body: before.body });
    expect(await call(theirs)("GET", "/v1/reservations/order-0001")).toMatchObject({ body: held.body });
  });

  it("does not open what its scopes do not name", async () => {
    const key = await issueKey(owner, { tenant: "reader", scopes: ["read"] });
    const reply = await call(key)("POST", "/v1/stock/mug/berlin/receive", { quantity: 1 });

    expect(reply).toMatchObject({ status: 403, body: { scope: "stock:write" } });
    expect(await statusOf(key)).toBe(200);
  });

  it.each(ROUTES)("of another partition is told the right host, and no data: %s %s", async (method, path, body) => {
    const key = await issueKey(owner, { tenant: "abroad", partition: "us" });
    const reply = await call(key)(method, path, body);

    expect(reply.status).toBe(421);
    expect(reply.body).toEqual({
      type: "urn:inventory:problem:wrong-partition",
      title: "The tenant's data lie in another partition",
      status: 421,
      host: "us.inventory.example",
    });
    const { rows } = await owner.query("select from inventory.stock where tenant = 'abroad'");
    expect(rows).toEqual([]);
  });
});

describe("keys", () => {
  it("are two at once while they are changed, and the old one is refused within a minute of being revoked", async () => {
    const [old, next] = [await issueKey(owner), await issueKey(owner)];
    expect([await statusOf(old), await statusOf(next)]).toEqual([200, 200]);
    await revokeKeys(owner, [keyId(keyHash(old) ?? Buffer.alloc(0))]);
    now += 60_000;

    expect([await statusOf(old), await statusOf(next)]).toEqual([401, 200]);
  });

  it("are changed one after the other while requests come, and nobody who has moved on is refused", async () => {
    const CALLERS = 8;
    const CHANGES = 5;
    let current = await issueKey(owner);
    let isRunning = true;
    const statuses = new Set<number>();
    /** By which key each caller was answered last, and how often. */
    const last = Array.from({ length: CALLERS }, () => ({ key: "", times: 0 }));
    const caller = async (own: { key: string; times: number }): Promise<void> => {
      while (isRunning) {
        const key = current;
        statuses.add(await statusOf(key));
        Object.assign(own, { key, times: own.key === key ? own.times + 1 : 1 });
      }
    };
    const haveAnswers = async (times: number): Promise<void> => {
      while (!last.every((own) => own.key === current && own.times >= times)) {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    };
    const callers = Promise.all(last.map(caller));
    const old: string[] = [];
    for (let change = 0; change < CHANGES; change += 1) {
      old.push(current);
      current = await issueKey(owner);
      await haveAnswers(1);
      await revokeKeys(owner, [keyId(keyHash(old[change] ?? "") ?? Buffer.alloc(0))]);
      // What was remembered of either is looked up anew, in the middle of it all.
      now += 60_000;
      await haveAnswers(10);
    }
    isRunning = false;
    await callers;

    expect([...statuses]).toEqual([200]);
    expect(await Promise.all(old.map(statusOf))).toEqual(Array(CHANGES).fill(401));
  });

  it("end at their time, remembered or not", async () => {
    const key = await issueKey(owner, { expiresAt: now + 5_000 });
    expect(await statusOf(key)).toBe(200);
    now += 5_001;

    expect(await statusOf(key)).toBe(401);
  });

  it("are stored as hashes, and the service cannot list them", async () => {
    const key = await issueKey(owner);
    const { rows } = await owner.query<{ text: string }>("select k::text as text from inventory.api_key as k");

    expect(rows.map(({ text }) => text).join()).not.toContain(key.slice(4));
    await owner.query("set role inventory_service");
    await expect(owner.query("select from inventory.api_key")).rejects.toThrow("permission denied");
    await owner.query("reset role");
  });

  it("have a quota of their client's: beyond it the caller waits, and others do not", async () => {
    const quota = { tenant: "busy", client: "importer", requestsPerMinute: 3 };
    const [one, two, other] = [await issueKey(owner, quota), await issueKey(owner, quota), await issueKey(owner)];
    const statuses = [await statusOf(one), await statusOf(two), await statusOf(one)];
    const reply = await call(two)("GET", "/v1/stock/mug");

    expect(statuses).toEqual([200, 200, 200]);
    expect(reply).toMatchObject({ status: 429, body: { type: "urn:inventory:problem:quota-exceeded" } });
    expect(Number(reply.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await statusOf(other)).toBe(200);
  });
});
