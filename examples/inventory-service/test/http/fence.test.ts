import type { Client } from "pg";
import type { Service } from "../../src/service";
import { closeEpoch, openEpoch } from "../../src/storage";
import { InProcessStream } from "../../src/stream";
import { eventOf } from "../consume/events";
import { TestServer } from "../storage/database";
import { until } from "../stream/contract";
import { callerOf, issueKey, serviceOn, type Call } from "./caller";

let server: TestServer;
beforeAll(async () => (server = await TestServer.start()));
afterAll(() => server.stop());

const receive = ["POST", "/v1/stock/mug/berlin/receive", { quantity: 5 }] as const;
const isReady = async (url: string): Promise<boolean> => (await fetch(new URL("/health/ready", url))).ok;
const metricsOf = async (url: string): Promise<string> => (await fetch(new URL("/metrics", url))).text();

describe("a service whose database has been followed by another one", () => {
  let service: Service;
  let owner: Client;
  let url: string;
  let call: Call;
  const stream = new InProcessStream();
  beforeEach(async () => {
    ({ service, owner, url } = await serviceOn(server, { stream, source: stream }));
    call = callerOf(url, await issueKey(owner));
    await call(...receive);
  });
  afterEach(() => service.stop());

  it("answers nothing out of it from the first event on, and is not ready; once it is connected to the one that followed, it is", async () => {
    await stream.publish({ shard: 0, fence: 2 ** 33, events: [{ ...eventOf("a", 1), epoch: 2 }] });
    const replies = [
      await call(...receive),
      await call("GET", "/v1/stock/mug"),
      await call("GET", "/v1/availability/mug?channel=web"),
      await call("GET", "/v1/reservations/order-0001"),
    ];
    const wasReady = await isReady(url);
    await until(async () => (await metricsOf(url)).includes("inventory_fenced 1"));
    // This stands for an address that leads to the other database from now on.
    await closeEpoch(owner, 2);
    await openEpoch(owner);
    await until(() => isReady(url));
    await until(async () => (await metricsOf(url)).includes("inventory_fenced 0"));

    expect(replies.map(({ status, body }) => [status, body["type"]])).toEqual(
      Array(4).fill([503, "urn:inventory:problem:unavailable"]),
    );
    expect(wasReady).toBe(false);
    expect(await call(...receive)).toMatchObject({ status: 200, body: { stock: [{ onHand: 10 }] } });
    expect(await metricsOf(url)).toContain("inventory_write_epoch 2");
  });

  it("takes no changes while the database is closed, and still reads", async () => {
    await closeEpoch(owner, 1);
    const refused = await call(...receive);
    const read = await call("GET", "/v1/stock/mug");
    await until(async () => (await metricsOf(url)).includes("inventory_fenced 1"));
    await openEpoch(owner);
    await until(async () => (await metricsOf(url)).includes("inventory_fenced 0"));

    expect([refused.status, read.status]).toEqual([503, 200]);
    expect(await call(...receive)).toMatchObject({ status: 200, body: { stock: [{ onHand: 10 }] } });
  });
});

describe("a service that is told of a higher epoch than its database is in", () => {
  it("uses no connection to it", async () => {
    const { service, owner, url } = await serviceOn(server, { leastEpoch: 2 });

    expect(await isReady(url)).toBe(false);
    await closeEpoch(owner, 2);
    await openEpoch(owner);
    await until(() => isReady(url));
    await service.stop();
  });
});
