import { randomBytes } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { SECRET, webhookHeaders } from "../channels/fakes/erp";
import { fileOf, startParts, stopParts, type Parts } from "../channels/world";
import { callerOf, issueKey, type Call } from "../http/caller";
import { TestServer } from "../storage/database";
import { attributesOf, Collector, type OtlpSpan } from "./collector";
import { family, startTraced, until, type Running } from "./running";

const CALLER = "00f067aa0ba902b7";

let server: TestServer;
let collector: Collector;
let parts: Parts;
let folder: string;
let running: Running;
let call: Call;
beforeAll(async () => {
  server = await TestServer.start();
  collector = new Collector();
  parts = await startParts();
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "inventory-trace-"));
  const parties = path.join(folder, "channels.json");
  fs.writeFileSync(parties, fileOf(parts));
  running = await startTraced(server, { endpoint: await collector.start(), ratio: 1, parties });
  call = callerOf(running.url, await issueKey(running.owner));
  // Its first round tells marketplaces of every SKU, in no trace: what is received meanwhile would be told of there.
  await call("POST", "/v1/stock/jar/berlin/receive", { quantity: 1 });
  await until(() => [parts.market, parts.other].every(({ listings }) => listings.has("jar")));
});
afterAll(async () => {
  await running.stop();
  await stopParts(parts);
  await collector.stop();
  await server.stop();
  fs.rmSync(folder, { recursive: true });
});

const newTrace = (): string => randomBytes(16).toString("hex");
const within = (trace: string) => ({ traceparent: `00-${trace}-${CALLER}-01` });
const ofTrace = (trace: string): readonly OtlpSpan[] => collector.spans.filter(({ traceId }) => traceId === trace);

/** What the collector has of a trace, once something of it is there. */
async function spansWith(trace: string, ...names: readonly string[]): Promise<readonly OtlpSpan[]> {
  await until(() => names.every((name) => ofTrace(trace).some((span) => span.name === name)));
  return ofTrace(trace);
}

/** The trace in which an order came in. */
async function traceOfOrder(): Promise<string> {
  const isOrder = ({ name }: OtlpSpan): boolean => name === "message order";
  await until(() => collector.spans.some(isOrder));
  return collector.spans.find(isOrder)?.traceId ?? "";
}

/** Where calls of a party were made in a trace: the call and the name of the span. */
function made(traced: readonly string[], all: readonly OtlpSpan[]): readonly string[] {
  return all.flatMap(({ traceId, spanId, name }) =>
    traced.flatMap((each) =>
      each.endsWith(` 00-${traceId}-${spanId}-01`) ? [`${each.split(" 00-")[0]} < ${name}`] : [],
    ),
  );
}

const factsOf = (all: readonly OtlpSpan[], name: string): unknown =>
  all.filter((each) => each.name === name).map(({ kind, attributes }) => ({ kind, ...attributesOf(attributes) }))[0];

describe("a request that comes with a trace", () => {
  it("is followed to the marketplace that is told of what it left", async () => {
    const trace = newTrace();
    await call("POST", "/v1/stock/mug/berlin/receive", { quantity: 10 }, within(trace));
    await until(() => ofTrace(trace).length >= 8);
    const all = ofTrace(trace);

    expect(family(all, CALLER)).toEqual([
      "POST /v1/stock/:sku/:location/receive < caller",
      "cache < command receive",
      "command receive < POST /v1/stock/:sku/:location/receive",
      "listing < command receive",
      "listing < command receive",
      "process inventory.StockChanged.v1 < command receive",
      "process inventory.StockChanged.v1 < command receive",
      "publish inventory.StockChanged.v1 < command receive",
    ]);
    expect(factsOf(all, "listing")).toEqual({
      ...{ kind: 3, "inventory.tenant": "acme", "inventory.skus": ["mug"], "inventory.outcome": "done" },
      "inventory.channel": expect.stringMatching(/^(market|other)$/),
    });
    expect(made(parts.market.traced, all)).toEqual(["PUT listings/mug < listing"]);
    expect(made(parts.other.traced, all)).toEqual(["PUT listings/mug < listing"]);
  });
});

describe("an order of a marketplace", () => {
  it("is followed from its message over each step to what marketplace and warehouse are told, and says no reference", async () => {
    await call("POST", "/v1/stock/cup/berlin/receive", { quantity: 10 });
    // Changes that are told of together are told in the trace of the last one.
    await until(() => [parts.market, parts.other].every(({ listings }) => listings.get("cup")?.available === 10));
    const orderRef = parts.market.order([{ sku: "cup", quantity: 2 }]);
    const trace = await traceOfOrder();
    const all = await spansWith(trace, "step hand-over", "listing");
    const steps = family(all, CALLER).filter((each) => !/^(batch|cache|publish|process)/.test(each));

    expect([...new Set(steps)]).toEqual([
      "command confirm < step confirm",
      "command reserve < step reserve",
      "listing < command reserve",
      "message order < none",
      "step accept < message order",
      "step confirm < message order",
      "step hand-over < message order",
      "step reserve < message order",
    ]);
    expect(factsOf(all, "message order")).toEqual({
      ...{ kind: 5, "inventory.tenant": "acme", "inventory.channel": "market", "inventory.outcome": "done" },
    });
    expect(factsOf(all, "step accept")).toMatchObject({ kind: 3, "inventory.outcome": "done" });
    expect(made(parts.market.traced, all)).toContain(`PUT orders/${orderRef}/acceptance < step accept`);
    expect(made(parts.warehouse.traced, all)).toEqual([
      expect.stringMatching(/^PUT orders\/[0-9a-f]{32} < step hand-over$/),
    ]);
    expect(collector.bodies.join()).not.toMatch(new RegExp(`${orderRef}|canary|berlin`));
  });
});

describe("a webhook that comes with a trace", () => {
  it("is followed to what its messages change, if its sender records it; one that is turned away is not recorded", async () => {
    const [trace, turnedAway, unrecorded] = [newTrace(), newTrace(), newTrace()];
    const send = async (secret: string, headersOf: Record<string, string>): Promise<number> => {
      const [at, id] = [new Date().toISOString(), `hook-${headersOf["traceparent"]?.slice(3, 11) ?? ""}`];
      const receipt = { id, kind: "receipt", at, sku: "pot", location: "berlin", quantity: 3 };
      const body = JSON.stringify({ messages: [receipt] });
      const headers = { ...webhookHeaders(body, { secret }), ...headersOf };
      return (await fetch(new URL("/v1/webhooks/erp", running.url), { method: "POST", headers, body })).status;
    };
    const statuses = [
      await send("somebody else's", within(turnedAway)),
      await send(SECRET, { traceparent: `00-${unrecorded}-${CALLER}-00` }),
    ];
    await until(() => parts.market.listings.get("pot")?.available === 3);
    statuses.push(await send(SECRET, within(trace)));
    const all = await spansWith(trace, "listing", "message receipt");
    const first = family(all, CALLER).filter((each) => /^(command|message|webhook)/.test(each));

    expect(statuses).toEqual([401, 202, 202]);
    expect(first).toEqual(["command receive < message receipt", "message receipt < webhook", "webhook < caller"]);
    expect([turnedAway, unrecorded].flatMap(ofTrace)).toEqual([]);
    // Were the message of the unrecorded one taken for one that was fetched, it would begin a trace of its own.
    expect(collector.spans.filter(({ name }) => name === "message receipt")).toHaveLength(1);
  });
});
