import { setTimeout } from "node:timers/promises";
import { closeEpoch } from "../../src/storage";
import type { Stream } from "../../src/stream";
import { callerOf, issueKey, serviceOn } from "../http/caller";
import { TestServer } from "../storage/database";
import { until } from "../stream/contract";

let server: TestServer;
beforeAll(async () => (server = await TestServer.start()));
afterAll(() => server.stop());

/** A feed whose readers are away. */
class Away implements Stream {
  attempts = 0;

  async publish(): Promise<void> {
    this.attempts += 1;
    throw new Error("the warehouse is away");
  }
}

describe("a service with live feeds", () => {
  it("takes orders while their readers are away, says how far they are behind, and hands out nothing once its database was followed", async () => {
    const feed = new Away();
    const { service, owner, url } = await serviceOn(server, { feed });
    const call = callerOf(url, await issueKey(owner));
    const received = await call("POST", "/v1/stock/mug/berlin/receive", { quantity: 1 });
    await until(() => feed.attempts > 1);
    const metric = async (name: string): Promise<number> => {
      const text = await (await fetch(new URL("/metrics", url))).text();
      return Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1]);
    };
    const age = await metric("inventory_oldest_unfed_seconds");
    await closeEpoch(owner, 2);
    await until(async () => (await metric("inventory_fenced")) === 1);
    // A round that was under way is over by then, and others have followed.
    await setTimeout(500);
    const before = feed.attempts;
    await setTimeout(2_500);
    const after = feed.attempts;
    await service.stop();

    expect(received.status).toBe(200);
    expect(age).toBeGreaterThan(0);
    expect(after).toBe(before);
  });
});
