import { executeSplitting } from "../../src/batch";
import { Admission } from "../../src/service/admission";
import { unpublishedAge } from "../../src/storage";
import { InProcessStream } from "../../src/stream";
import { Relay } from "../../src/worker/relay";
import { reserve, TEN_MUGS } from "../domain/given";
import { callerOf, issueKey, serviceOn } from "../http/caller";
import { TestServer } from "../storage/database";
import { keyed } from "../storage/requests";

let server: TestServer;
beforeAll(async () => (server = await TestServer.start()));
afterAll(() => server.stop());
afterEach(() => server.closeAll());

describe("admission", () => {
  it("turns away what makes more events while one waits for longer than a minute, and lets completions in", async () => {
    let age = 60;
    const admission = new Admission(() => Promise.resolve(age));
    const admits = (): unknown[] =>
      [TEN_MUGS, reserve(), { kind: "confirm", tenant: "acme", reservation: "r1" } as const].map((command) => {
        try {
          return admission.admit(command);
        } catch (error) {
          return String(error);
        }
      });
    await admission.take();
    expect(admits()).toEqual([undefined, undefined, undefined]);

    age = 60.1;
    await admission.take();
    const away = "Unanswered: unpublished: safe to send again with the same key";
    expect(admits()).toEqual([away, away, undefined]);
  });

  it("goes by the oldest event of all shards that no relay has published", async () => {
    const { name } = await server.database();
    const pool = server.pool(name, 4);
    expect(await unpublishedAge(pool)).toBe(0);

    await executeSplitting(pool, [keyed(TEN_MUGS), keyed({ ...TEN_MUGS, sku: "cup" })]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const age = await unpublishedAge(pool);
    expect(age).toBeGreaterThanOrEqual(0.1);
    expect(age).toBeLessThan(30);

    const relay = new Relay({
      ...{ db: pool, stream: new InProcessStream(), owner: "one", partition: "eu", leaseMilliseconds: 60_000 },
      ...{ mostShards: 64, onOldest: () => undefined },
    });
    await relay.round();
    expect(await unpublishedAge(pool)).toBe(0);
  });

  it("answers 503 with the time after which to try again", async () => {
    const stuck = new InProcessStream();
    stuck.publish = () => Promise.reject(new Error("the stream is away"));
    const { service, owner, url } = await serviceOn(server, { stream: stuck });
    await owner.query(
      `insert into inventory.stock_event (shard, recorded_at, tenant, type, subject, version, data)
       values (0, now() - interval '61 seconds', 'acme', 'StockChanged', 'x', 1, '{}')`,
    );
    const call = callerOf(url, await issueKey(owner));
    let reply = await call("POST", "/v1/stock/mug/berlin/receive", { quantity: 5 });
    for (const end = Date.now() + 20_000; reply.status !== 503 && Date.now() < end;) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      reply = await call("POST", "/v1/stock/mug/berlin/receive", { quantity: 5 });
    }

    expect([reply.status, reply.headers.get("retry-after"), reply.body["type"]]).toEqual([
      503,
      "1",
      "urn:inventory:problem:unpublished",
    ]);
    await service.stop();
  });
});
