import fs from "node:fs";
import path from "node:path";
import { issueKey } from "../http/caller";
import { TestServer } from "../storage/database";
import { uuidV7 } from "../storage/requests";
import { AUDIT, gather, placesOf } from "./find";
import { requestsOf, type Sent } from "./requests";
import { World } from "./world";

const CANARY = "jane.canary7f3a@example.com";
/** What is looked for: of whatever becomes of the address, this part stays. */
const MARK = "canary7f3a";
const ORDER = "f4b1d2c3-0a1b-4c5d-8e9f-a0b1c2d3e4f5";

let server: TestServer;
let world: World;
let apiKey: string;
let sent: readonly Sent[];
let answered: readonly number[];
const keysUsed: string[] = [];

beforeAll(async () => {
  server = await TestServer.start();
  world = await World.start(server);
  apiKey = await issueKey(world.owner, { requestsPerMinute: 1_000_000 });
  sent = requestsOf(await world.document(), CANARY);
  await post("/v1/stock/mug/berlin/receive", { quantity: 1000 });
  const statuses: number[] = [];
  for (const each of sent) {
    statuses.push(await world.send(each, apiKey));
  }
  answered = statuses;
  // An order of which all is known, and corrections that are surely carried out.
  const lines = [{ sku: "mug", quantity: 2, locations: ["berlin"] }];
  await post("/v1/stock/mug/berlin/count", { counted: 500, expected: null, operator: CANARY, comment: CANARY });
  await post("/v1/reservations", { reservation: "of-the-canary", channel: "web", orderRef: ORDER, lines });
  await post("/v1/reservations/of-the-canary/confirm");
  await world.settle();
  await world.askAsAnother(["/v1/stock/mug", "/v1/availability/mug?channel=web", "/openapi.json"]);
});
afterAll(async () => {
  await world.stop();
  await server.stop();
});

async function post(to: string, body?: unknown): Promise<void> {
  const key = uuidV7();
  keysUsed.push(key);
  const text = body === undefined ? undefined : JSON.stringify(body);
  const headers = { "idempotency-key": key, "x-request-id": `${MARK}-request` };
  const status = await world.send({ method: "POST", path: to, headers, body: text }, apiKey);
  expect([to, status]).toEqual([to, 200]);
}

it("sends the canary in every field of every operation that the document has, and in more", async () => {
  const routes = new Set(sent.map(({ method, route }) => `${method} ${route}`));
  const { paths } = await world.document();
  const documented = Object.entries(paths).flatMap(([route, methods]) =>
    Object.keys(methods).map((m) => `${m.toUpperCase()} ${route}`),
  );

  expect([...routes].sort()).toEqual(documented.sort());
  expect(sent.filter(({ route }) => route === "/v1/reservations").map(({ at }) => at)).toEqual(
    expect.arrayContaining([
      ...["header idempotency-key", "header x-request-id", "query, one more", "body /orderRef", "body /channel"],
      ...[
        "body /lines/0/sku",
        "body /lines/0/locations/0",
        "body /lines/0, one more member",
        "body /lines/0, as a name",
      ],
    ]),
  );
  // No request is let through with it in a text that is not for people, and none makes the service fail.
  const taken = sent.filter(({ at }, index) => answered[index] === 200 && /^(path|query \w|body \/)/.test(at));
  expect([...new Set(taken.map(({ at }) => at))].sort()).toEqual(["body /comment", "body /operator"]);
  expect(answered.filter((status) => status >= 500)).toEqual([]);
});

it("finds an address in the audit's two columns, and nowhere else", async () => {
  expect(placesOf(await gather(world), MARK)).toEqual([...AUDIT].sort());
});

it("finds an order's reference with its reservation, and nowhere at all once it is erased", async () => {
  const before = placesOf(await gather(world), ORDER);
  await world.send({ method: "DELETE", path: `/v1/orders/${ORDER}?channel=web`, headers: {}, body: undefined }, apiKey);

  expect([before, placesOf(await gather(world), ORDER)]).toEqual([["inventory.reservation.order_ref"], []]);
});

it("finds neither API keys nor idempotency keys as they were sent", async () => {
  const findings = await gather(world);

  expect([apiKey, ...keysUsed].flatMap((secret) => placesOf(findings, secret))).toEqual([]);
});

it("logs a caller's own id of a request as a hash, and of the request its route alone", () => {
  const line = world.log
    .map((each) => JSON.parse(each) as Record<string, unknown>)
    .find(({ req }) => JSON.stringify(req)?.includes("receive"));

  expect(line).toMatchObject({
    msg: "request completed",
    req: { method: "POST", route: "/v1/stock/:sku/:location/receive" },
    res: { statusCode: expect.any(Number) },
    responseTime: expect.any(Number),
    reqId: expect.any(String),
  });
  expect(line?.["req"]).toEqual({
    method: "POST",
    route: expect.any(String),
    correlation: expect.stringMatching(/^[0-9a-f]{32}$/),
  });
});

describe("a leak is found where it is planted:", () => {
  const event = (): World["events"][number] => {
    const [first] = world.events;
    if (first === undefined) {
      throw new Error("no event was published");
    }
    return first;
  };
  it("in a table", async () => {
    await world.owner.query("insert into inventory.api_key values (sha256('x'), 'acme', $1, 'eu', '{}', 1, now())", [
      CANARY,
    ]);
    expect(placesOf(await gather(world), MARK)).toEqual([...AUDIT, "inventory.api_key.client"].sort());
    await world.owner.query("delete from inventory.api_key where client = $1", [CANARY]);
  });

  it("as bytes in a table", async () => {
    await world.owner.query(
      "insert into inventory.idempotency_key values (current_date, $1, 'acme', '', '{}', now())",
      [Buffer.from(CANARY)],
    );
    expect(placesOf(await gather(world), MARK)).toEqual([...AUDIT, "inventory.idempotency_key.key_hash"].sort());
    await world.owner.query("delete from inventory.idempotency_key where key_hash = $1", [Buffer.from(CANARY)]);
  });

  it.each([
    ["stream", () => world.events.push({ ...event(), data: { comment: CANARY } }), () => world.events.pop()],
    [
      "cache",
      () => world.cache.merge({ tenant: "acme", sku: CANARY }, { levels: {}, isComplete: false }),
      () => world.cache.told.pop(),
    ],
    [
      "log",
      () => world.log.push(JSON.stringify({ url: `/v1/stock/${encodeURIComponent(CANARY)}` })),
      () =>
        world.log.splice(
          world.log.findIndex((line) => line.startsWith('{"url"')),
          1,
        ),
    ],
    ["traces", () => world.traced.push(JSON.stringify({ url: CANARY })), () => world.traced.splice(-1)],
    ["answers of others", () => world.answers.push(CANARY), () => world.answers.pop()],
    [
      "archive log",
      () => fs.writeFileSync(path.join(world.folder, "log", "leak.json"), CANARY),
      () => fs.rmSync(path.join(world.folder, "log", "leak.json")),
    ],
  ] as const)("in %s", async (place, plant, remove) => {
    await plant();
    const found = placesOf(await gather(world), MARK);
    await remove();

    expect(found).toEqual([...[...AUDIT].sort(), place]);
  });

  it("wherever the service takes what it should not have", async () => {
    await world.owner.query(`
      create function inventory.leak() returns trigger language plpgsql as $$
      begin
        update inventory.stock set allotments = jsonb_build_object(new.comment, 1)
        where tenant = new.tenant and sku = new.sku and location = new.location;
        return null;
      end $$;
      create trigger leak after insert on inventory.audit_entry for each row execute function inventory.leak()`);
    await post("/v1/stock/mug/turin/adjust", { by: 3, reason: "found", comment: CANARY });
    await post("/v1/stock/mug/turin/receive", { quantity: 1 });
    await world.settle();
    await world.askAsAnother(["/v1/stock/mug", "/v1/availability/mug?channel=web&strong=true"]);

    expect(placesOf(await gather(world), MARK)).toEqual(
      [...AUDIT, "inventory.idempotency_key.answer", "inventory.stock.allotments", "inventory.stock_event.data"]
        .sort()
        .concat("stream", "cache", "answers of others", "archive log"),
    );
  });
});
