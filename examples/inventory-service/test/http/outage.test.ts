import { TestServer } from "../storage/database";
import { callerOf, issueKey, serviceOn } from "./caller";

let server: TestServer;
beforeAll(async () => (server = await TestServer.start()));
afterAll(() => server.stop());

const receive = ["POST", "/v1/stock/mug/berlin/receive", { quantity: 5 }] as const;
const statusOf = async (url: string, path: string): Promise<number> => (await fetch(new URL(path, url))).status;

describe("a service that is stopped", () => {
  it("answers the requests it has before it ends, and takes no more", async () => {
    const { service, owner, url } = await serviceOn(server);
    const call = callerOf(url, await issueKey(owner));
    await call(...receive);
    expect(await statusOf(url, "/health/ready")).toBe(200);
    await owner.query("begin; select from inventory.stock for update");
    const pending = call(...receive);
    while ((await owner.query("select from pg_locks where not granted")).rows.length === 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    const stopped = service.stop();
    await owner.query("commit");

    expect(await pending).toMatchObject({ status: 200, body: { stock: [{ onHand: 10 }] } });
    await stopped;
    await expect(fetch(new URL("/health/live", url))).rejects.toThrow("fetch failed");
  });
});

describe("a service without its database", () => {
  it("is alive but not ready, and says that the request may be sent again", async () => {
    const { service, owner, url } = await serviceOn(server);
    const call = callerOf(url, await issueKey(owner));
    await call(...receive);
    const { rows } = await owner.query<{ name: string }>("select current_database() as name");
    const other = (await server.database()).owner;
    await other.query(`drop database ${rows[0]?.name} with (force)`);
    const reply = await call(...receive);

    expect([reply.status, reply.headers.get("retry-after"), reply.body["type"]]).toEqual([
      503,
      "1",
      "urn:inventory:problem:unavailable",
    ]);
    expect([await statusOf(url, "/health/live"), await statusOf(url, "/health/ready")]).toEqual([200, 503]);
    await service.stop();
  });

  it.each([
    { what: "a reservation", path: "/v1/reservations/order-0001", isKnown: true },
    { what: "stock", path: "/v1/stock/mug", isKnown: true },
    { what: "availability", path: "/v1/availability/mug?channel=web", isKnown: true },
    { what: "anything with a key that has to be looked up", path: "/v1/stock/mug", isKnown: false },
  ])("says so to whoever reads $what", async ({ path, isKnown }) => {
    const { service, owner, url } = await serviceOn(server);
    const call = callerOf(url, await issueKey(owner));
    await (isKnown ? call("GET", "/v1/stock/kettle") : undefined);
    const { rows } = await owner.query<{ name: string }>("select current_database() as name");
    await (await server.database()).owner.query(`drop database ${rows[0]?.name} with (force)`);
    const reply = await call("GET", path);

    expect([reply.status, reply.headers.get("retry-after"), reply.body["type"]]).toEqual([
      503,
      "1",
      "urn:inventory:problem:unavailable",
    ]);
    await service.stop();
  });
});
