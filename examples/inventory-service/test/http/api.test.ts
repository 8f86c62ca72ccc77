import type { Client } from "pg";
import { accepted, availability, linkedReservation, problemDetails, stockOfSku } from "../../src/http/schemas";
import type { Service } from "../../src/service";
import { TestServer } from "../storage/database";
import { uuidV7 } from "../storage/requests";
import { callerOf, issueKey, serviceOn, type Call } from "./caller";

let server: TestServer;
let service: Service;
let owner: Client;
let url: string;
let call: Call;
beforeAll(async () => {
  server = await TestServer.start();
  ({ service, owner, url } = await serviceOn(server));
});
afterAll(async () => {
  await service.stop();
  await server.stop();
});
let tenants = 0;
beforeEach(async () => {
  tenants += 1;
  call = callerOf(url, await issueKey(owner, { tenant: `tenant-${tenants}` }));
});

const ORDER = {
  reservation: "order-0001",
  channel: "web",
  orderRef: "ref-00000001",
  lines: [{ sku: "mug", quantity: 3, locations: ["berlin"] }],
};
const receive = (quantity = 10): Promise<unknown> => call("POST", "/v1/stock/mug/berlin/receive", { quantity });

describe("an order", () => {
  it("is reserved, confirmed, shipped and returned, and each answer is what the API describes", async () => {
    await receive();
    const replies = [
      await call("POST", "/v1/reservations", ORDER),
      await call("POST", "/v1/reservations/order-0001/confirm"),
      await call("POST", "/v1/reservations/order-0001/ship", { location: "berlin" }),
      await call("POST", "/v1/reservations/order-0001/return", {
        sku: "mug",
        quantity: 1,
        location: "berlin",
        restock: true,
      }),
    ];
    const found = await call("GET", "/v1/reservations/order-0001");
    const stock = await call("GET", "/v1/stock/mug");

    expect(replies.map(({ status, body }) => [status, accepted.parse(body).reservation?.status])).toEqual([
      [200, "held"],
      [200, "confirmed"],
      [200, "shipped"],
      [200, "shipped"],
    ]);
    expect(linkedReservation.parse(found.body)).toMatchObject({ status: "shipped", returned: { mug: 1 } });
    expect(stockOfSku.parse(stock.body)).toMatchObject({ sku: "mug", rows: [{ onHand: 8, reserved: 0, version: 4 }] });
  });

  it("that gets no units is a problem that says what was there", async () => {
    await receive(2);
    const reply = await call("POST", "/v1/reservations", ORDER);

    expect(reply).toMatchObject({
      status: 409,
      type: "application/problem+json",
      body: {
        type: "urn:inventory:problem:not-enough-stock",
        title: "There are not enough units",
        status: 409,
        refusal: { lines: [{ line: 0, sku: "mug", wanted: 3, available: 2 }] },
      },
    });
  });
});

describe("stock", () => {
  it("is adjusted, counted, moved and given terms", async () => {
    await receive();
    const policy = { safetyStock: 1, promiseLimit: 5, shipsFrom: "2030-01-01T00:00:00.000Z", allotments: { web: 2 } };
    const replies = [
      await call("POST", "/v1/stock/mug/berlin/adjust", { by: -1, reason: "damaged" }),
      await call("POST", "/v1/stock/mug/berlin/count", { counted: 8, expected: 9 }),
      await call("POST", "/v1/stock/mug/berlin/count", { counted: 7, expected: 9 }),
      await call("POST", "/v1/transfers", { sku: "mug", from: "berlin", to: "turin", quantity: 2 }),
      await call("POST", "/v1/stock/mug/turin/arrive", { quantity: 2 }),
      await call("PUT", "/v1/stock/mug/berlin/policy", policy),
    ];
    const { body } = await call("GET", "/v1/stock/mug");

    expect(replies.map(({ status }) => status)).toEqual([200, 200, 409, 200, 200, 200]);
    expect(body["rows"]).toMatchObject([
      { location: "berlin", onHand: 6, ...policy },
      { location: "turin", onHand: 2, inTransit: 0 },
    ]);
  });
});

describe("availability", () => {
  it("follows what the caller has just been told, and is the database's when it is asked to be", async () => {
    await receive(50);
    const first = await call("GET", "/v1/availability/mug?channel=web");
    await call("POST", "/v1/reservations", ORDER);
    const second = await call("GET", "/v1/availability/mug?channel=web");
    const strong = await call("GET", "/v1/availability/mug?channel=web&strong=true");

    expect(availability.parse(first.body)).toMatchObject({ sellable: 50, source: "database" });
    expect(availability.parse(second.body)).toMatchObject({ sellable: 47, source: "cache" });
    expect(availability.parse(strong.body)).toMatchObject({ sellable: 47, source: "database" });
  });
});

describe("an idempotency key", () => {
  it("answers the same request the same, and says so", async () => {
    await receive();
    const headers = { "idempotency-key": uuidV7() };
    const first = await call("POST", "/v1/reservations", ORDER, headers);
    const again = await call("POST", "/v1/reservations", ORDER, headers);

    expect([first.headers.get("idempotency-replayed"), again.headers.get("idempotency-replayed")]).toEqual([
      "false",
      "true",
    ]);
    expect(again.body).toEqual(first.body);
  });

  it("is refused for another request, when its answer may be forgotten, and when there is none", async () => {
    await receive();
    const headers = { "idempotency-key": uuidV7() };
    await call("POST", "/v1/reservations", ORDER, headers);
    const replies = [
      await call("POST", "/v1/reservations", { ...ORDER, holdSeconds: 5 }, headers),
      await call("POST", "/v1/reservations", ORDER, { "idempotency-key": uuidV7(Date.now() - 9 * 86_400_000) }),
      await call("POST", "/v1/reservations", ORDER, { "idempotency-key": "4b0c2d9e-7f35-4a4c-8f57-1f0c2b7d5a11" }),
    ];

    expect(replies.map(({ status, body }) => [status, body["type"]])).toEqual([
      [422, "urn:inventory:problem:key-reused"],
      [400, "urn:inventory:problem:key-out-of-range"],
      [400, "urn:inventory:problem:key-missing"],
    ]);
  });
});

describe("a request that is not what the API describes", () => {
  it.each<readonly [string, Record<string, unknown>]>([
    ["an order reference in which a person could be named", { ...ORDER, orderRef: "jane@example.com" }],
    ["a member that is not known", { ...ORDER, note: "leave it at the door" }],
    ["no lines", { ...ORDER, lines: [] }],
    ["half a unit", { ...ORDER, lines: [{ sku: "mug", quantity: 0.5, locations: ["berlin"] }] }],
  ])("is refused, and not repeated to the caller: %s", async (_, body) => {
    const reply = await call("POST", "/v1/reservations", body);

    expect(reply).toMatchObject({ status: 400, type: "application/problem+json" });
    expect(problemDetails.parse(reply.body).type).toBe("urn:inventory:problem:invalid-request");
    expect(JSON.stringify(reply.body)).not.toMatch(/jane|door/);
  });

  it("is refused when it is no JSON, too large, or about nothing", async () => {
    const replies = [
      await call("POST", "/v1/reservations", "{"),
      await call("POST", "/v1/reservations", `"${"x".repeat(300_000)}"`),
      await call("GET", "/v1/nothing"),
      await call("GET", "/v1/reservations/order-0009"),
    ];

    expect(replies.map(({ status, type }) => [status, type])).toEqual([
      [400, "application/problem+json"],
      [413, "application/problem+json"],
      [404, "application/problem+json"],
      [404, "application/problem+json"],
    ]);
  });
});

interface Document {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly responses: Readonly<Record<string, Described>> }>>>
  >;
}

interface Described {
  readonly description: string;
  readonly content: object;
}

describe("the OpenAPI document", () => {
  it("says of each problem when there is it, and as what it is sent", async () => {
    const { body } = await call("GET", "/openapi.json");
    const { paths } = body as unknown as Document;
    const problems = Object.values(paths)
      .flatMap((methods) => Object.values(methods))
      .flatMap(({ responses }) => Object.entries(responses))
      .filter(([status]) => status !== "200");

    expect(new Set(problems.flatMap(([, { content }]) => Object.keys(content)))).toEqual(
      new Set(["application/problem+json"]),
    );
    expect(new Map(problems.map(([status, { description }]) => [status, description])).get("409")).toBe(
      "The business refused; kept under the key",
    );
  });

  it("is of version 3.1, and describes every route that takes a key", async () => {
    const { body } = await call("GET", "/openapi.json");
    const paths = body["paths"] as Record<string, Record<string, { security?: unknown; responses: object }>>;
    const routes = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, route]) => [`${method} ${path}`, route] as const),
    );

    expect(body["openapi"]).toBe("3.1.0");
    expect(routes.map(([name]) => name).sort()).toEqual([
      "delete /v1/orders/{orderRef}",
      "get /v1/availability/{sku}",
      "get /v1/holds/{sku}",
      "get /v1/lineage/reservations/{reservation}",
      "get /v1/lineage/stock/{sku}/{location}",
      "get /v1/reconciliation/{sku}",
      "get /v1/reservations/{reservation}",
      "get /v1/restock/proposals",
      "get /v1/stock/{sku}",
      "post /v1/counts",
      "post /v1/reservations",
      "post /v1/reservations/{reservation}/cancel",
      "post /v1/reservations/{reservation}/confirm",
      "post /v1/reservations/{reservation}/release",
      "post /v1/reservations/{reservation}/return",
      "post /v1/reservations/{reservation}/ship",
      "post /v1/shadow/writes",
      "post /v1/stock/{sku}/{location}/adjust",
      "post /v1/stock/{sku}/{location}/arrive",
      "post /v1/stock/{sku}/{location}/count",
      "post /v1/stock/{sku}/{location}/receive",
      "post /v1/transfers",
      "put /v1/stock/{sku}/{location}/policy",
    ]);
    for (const [, route] of routes) {
      expect(route.security).toEqual([{ apiKey: [] }]);
      expect(Object.keys(route.responses)).toEqual(expect.arrayContaining(["200", "401", "421", "429", "503"]));
    }
    expect(Object.keys((body["components"] as { schemas: object }).schemas)).toEqual(
      expect.arrayContaining(["Accepted", "Problem", "Reservation", "ReservationLineage", "StockLineage", "StockRow"]),
    );
  });
});

describe("metrics", () => {
  it("count requests by route and status, and name nothing that was asked", async () => {
    await receive();
    const text = await (await fetch(new URL("/metrics", url))).text();

    expect(text).toContain(
      'inventory_request_seconds_count{method="POST",route="/v1/stock/:sku/:location/receive",status="200"}',
    );
    expect(text).not.toContain("mug");
  });
});
