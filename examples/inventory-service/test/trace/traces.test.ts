import { randomBytes } from "node:crypto";
import type { CloudEvent } from "../../src/stream";
import { otlpTraces } from "../../src/trace";
import { callerOf, issueKey, type Call } from "../http/caller";
import { TestServer } from "../storage/database";
import { attributesOf, Collector, type OtlpSpan } from "./collector";
import { family, startTraced, until, type Running } from "./running";

const CALLER = "00f067aa0ba902b7";
const ORDER = {
  reservation: "order-0001",
  channel: "web",
  orderRef: "ref-secret-0001",
  lines: [{ sku: "mug", quantity: 3, locations: ["berlin"] }],
};

let server: TestServer;
let collector: Collector;
let endpoint: string;
beforeAll(async () => {
  server = await TestServer.start();
  collector = new Collector();
  endpoint = await collector.start();
});
afterAll(async () => {
  await collector.stop();
  await server.stop();
});

let running: Running;
let call: Call;
let apiKey: string;
let trace: string;
let tenant: string;
const start = (): Promise<Running> => startTraced(server, { endpoint, ratio: 0 });
beforeAll(async () => (running = await start()));
afterAll(() => running.stop());
beforeEach(async () => {
  trace = randomBytes(16).toString("hex");
  tenant = `tenant-${trace.slice(0, 8)}`;
  apiKey = await issueKey(running.owner, { tenant });
  call = callerOf(running.url, apiKey);
});

const recorded = (span = CALLER) => ({ traceparent: `00-${trace}-${span}-01` });
const receive = (quantity: number) => call("POST", "/v1/stock/mug/berlin/receive", { quantity });

/** What the collector has of the test's trace, once it is so much; batches are those with links into it. */
async function spans(count: number): Promise<readonly OtlpSpan[]> {
  let found: readonly OtlpSpan[] = [];
  await until(() => {
    const own = collector.spans.filter(({ traceId }) => traceId === trace);
    const ids = new Set(own.map(({ spanId }) => spanId));
    const batches = collector.spans.filter(
      ({ name, links = [] }) => name === "batch" && links.some((each) => ids.has(each.spanId)),
    );
    found = [...own, ...batches];
    return found.length >= count;
  });
  return found;
}

const events = (): readonly CloudEvent[] => running.published.filter((event) => event.tenant === tenant);

describe("a request that comes with a trace", () => {
  it("is followed from its arrival to the cache of the read side, each part under what it is a part of", async () => {
    await receive(10);
    await call("POST", "/v1/reservations", ORDER, recorded());
    const all = await spans(7);

    expect(family(all, CALLER)).toEqual([
      "POST /v1/reservations < caller",
      "batch < none",
      "cache < command reserve",
      "command reserve < POST /v1/reservations",
      "process inventory.StockChanged.v1 < command reserve",
      "publish inventory.ReservationChanged.v1 < command reserve",
      "publish inventory.StockChanged.v1 < command reserve",
    ]);
    expect(all.filter(({ traceId }) => traceId !== trace).map(({ name }) => name)).toEqual(["batch"]);
  });

  it("says what it is about by the attributes that are allowed, and nothing else", async () => {
    await receive(10);
    const { status } = await call("POST", "/v1/reservations", ORDER, recorded());
    const facts = Object.fromEntries((await spans(7)).map(({ name, attributes }) => [name, attributesOf(attributes)]));

    expect(status).toBe(200);
    expect(facts).toEqual({
      "POST /v1/reservations": {
        "http.request.method": "POST",
        "http.route": "/v1/reservations",
        "http.response.status_code": 200,
        "inventory.tenant": tenant,
      },
      "command reserve": {
        "inventory.command": "reserve",
        "inventory.outcome": "accepted",
        "inventory.skus": ["mug"],
        "inventory.tenant": tenant,
      },
      batch: { "inventory.batch.commands": 1 },
      cache: {},
      "publish inventory.ReservationChanged.v1": { "inventory.tenant": tenant },
      "publish inventory.StockChanged.v1": { "inventory.tenant": tenant },
      "process inventory.StockChanged.v1": { "inventory.tenant": tenant, "messaging.consumer.group.name": "read" },
    });
    expect(collector.resources[0]).toEqual({
      "service.name": "inventory-service",
      "service.instance.id": "one",
      "inventory.partition": "eu",
    });
    expect(collector.bodies.join()).not.toMatch(new RegExp(`ref-secret|order-0001|${apiKey}|berlin`));
    expect([...collector.paths]).toEqual(["POST /v1/traces application/json"]);
  });

  it("gives its events a traceparent of its own trace, as the extension of CloudEvents, and no other event one", async () => {
    await receive(10);
    await call("POST", "/v1/reservations", ORDER, recorded());
    const command = (await spans(7)).find(({ name }) => name === "command reserve");
    const own = `00-${trace}-${command?.spanId}-01`;
    const carried = events().map(({ type, subjectversion, traceparent }) => [type, subjectversion, traceparent]);

    expect(carried).toHaveLength(3);
    expect(carried).toEqual(
      expect.arrayContaining([
        ["inventory.StockChanged.v1", 1, undefined],
        ["inventory.StockChanged.v1", 2, own],
        ["inventory.ReservationChanged.v1", 1, own],
      ]),
    );
    expect(JSON.stringify(events().map(({ data }) => data))).not.toContain("traceparent");
  });

  it("shares its batch with others: the batch has a link to each command that is recorded, and each command one to it", async () => {
    await receive(100);
    await running.owner.query("begin; select from inventory.stock for update");
    const held = call("POST", "/v1/reservations", { ...ORDER, reservation: "order-0000" });
    await until(async () => (await running.owner.query("select from pg_locks where not granted")).rows.length > 0);
    // While the first one waits for the row, these three wait for the next batch; the last one has no trace.
    const together = [1, 2, 3].map((each) => {
      const headers = each === 3 ? {} : recorded(`000000000000000${each}`);
      return call("POST", "/v1/reservations", { ...ORDER, reservation: `order-000${each}` }, headers);
    });
    await until(async () => (await metrics()).includes("inventory_waiting_commands 3\n"));
    await running.owner.query("commit");
    await Promise.all([held, ...together]);
    // Of the row's changes, which come together, the cache follows the last alone: that of the request without a trace.
    const all = await spans(11);
    const commands = all.filter(({ name }) => name === "command reserve");
    const batches = all.filter(({ name }) => name === "batch");

    expect(batches.map(({ attributes }) => attributesOf(attributes))).toEqual([{ "inventory.batch.commands": 3 }]);
    expect(linked(batches)).toEqual([commands.map(({ spanId }) => spanId).toSorted()]);
    expect(linked(commands)).toEqual([[batches[0]?.spanId], [batches[0]?.spanId]]);
  });

  it("is not recorded where its trace is none, or is not recorded elsewhere; nor is one without a valid API key", async () => {
    const unrecorded = [`00-${trace}-${CALLER}-00`, `00-${trace}-${CALLER}`, "00-not-a-trace-01"];
    const statuses: number[] = [];
    for (const traceparent of unrecorded) {
      statuses.push((await call("POST", "/v1/stock/mug/berlin/receive", { quantity: 10 }, { traceparent })).status);
    }
    statuses.push((await callerOf(running.url, "inv_stranger")("GET", "/v1/stock/mug", undefined, recorded())).status);
    // What comes after them is there, and they are not.
    await call("GET", "/v1/stock/mug", undefined, recorded());
    await until(() => events().length === 3);
    const all = await spans(1);

    expect([statuses, all.map(({ name }) => name)]).toEqual([[200, 200, 200, 401], ["GET /v1/stock/:sku"]]);
    expect(events().map(({ traceparent }) => traceparent)).toEqual([undefined, undefined, undefined]);
  });
});

describe("a request that fails", () => {
  it("is an error in its trace without a message, and names what became of it", async () => {
    const own = await start();
    const caller = callerOf(own.url, await issueKey(own.owner));
    await caller("GET", "/v1/stock/mug");
    const { rows } = await own.owner.query<{ name: string }>("select current_database() as name");
    await running.owner.query(`drop database ${rows[0]?.name} with (force)`);
    const reply = await caller("POST", "/v1/stock/mug/berlin/receive", { quantity: 1 }, recorded());
    const failed = (await spans(3)).map(({ name, status }) => [name, status]);
    await own.stop();

    expect(reply.status).toBe(503);
    expect(failed.toSorted()).toEqual([
      ["POST /v1/stock/:sku/:location/receive", { code: 2 }],
      ["batch", { code: 0 }],
      ["command receive", { code: 2 }],
    ]);
    expect(collector.bodies.join()).toContain('"unanswered"');
  });
});

describe("requests that come without a trace", () => {
  it("are recorded in the part that is asked for: all of one, none of nought, some in between", () => {
    const parts = [0, 0.25, 1].map((ratio) => {
      const own = otlpTraces({ endpoint: "http://127.0.0.1:9", ratio, replica: "one", partition: "eu" });
      const first = { name: "GET /", role: "server", parent: undefined } as const;
      return Array.from({ length: 2000 }, () => own.begin(first)).filter((span) => span !== undefined).length;
    });

    expect([parts[0], parts[2]]).toEqual([0, 2000]);
    expect(parts[1]).toBeGreaterThan(400);
    expect(parts[1]).toBeLessThan(600);
  });
});

async function metrics(): Promise<string> {
  return (await fetch(new URL("/metrics", running.url))).text();
}

function linked(all: readonly OtlpSpan[]): readonly string[][] {
  return all.map(({ links = [] }) => links.map(({ spanId }) => spanId).toSorted());
}
