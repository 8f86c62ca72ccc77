import { setTimeout } from "node:timers/promises";
import { closeEpoch } from "../../src/storage";
import type { LiveFeed } from "../../src/feed";
import { callerOf, issueKey, serviceOn } from "../http/caller";
import { TestServer } from "../storage/database";
import { until } from "../stream/contract";

let server: TestServer;
beforeAll(async () => (server = await TestServer.start()));
afterAll(() => server.stop());

/** A feed whose readers are away. */
class Away implements LiveFeed {
  readonly contract = "stock-changes@1";
  attempts = 0;
  readonly publish = async (): Promise<void> => {
    this.attempts += 1;
    throw new Error("the warehouse is away");
  };

  async close(): Promise<void> {
    // There is nothing to leave.
  }
}

describe("a service with live feeds", () => {
  it("takes orders while their readers are away, says how far they are behind, and hands out nothing once its database was followed", async () => {
    const feed = new Away();
    const { service, owner, url } = await serviceOn(server, { feeds: [feed] });
    const call = callerOf(url, await issueKey(owner));
    const receive = async (): Promise<number> =>
      (await call("POST", "/v1/stock/mug/berlin/receive", { quantity: 1 })).status;
    const taken = [await receive()];
    await until(() => feed.attempts > 1);
    taken.push(await receive());
    const metric = async (name: string): Promise<number> => {
      const text = await (await fetch(new URL("/metrics", url))).text();
      return Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1]);
    };
    const unfed = 'inventory_oldest_unfed_seconds\\{contract="stock-changes@1"\\}';
    await until(async () => (await metric(unfed)) > 0);
    await closeEpoch(owner, 2);
    await until(async () => (await metric("inventory_fenced")) === 1);
    // A round that was under way is over by then, and others have followed.
    await setTimeout(500);
    const before = feed.attempts;
    await setTimeout(2_500);
    const after = feed.attempts;
    await service.stop();

    expect(taken).toEqual([200, 200]);
    expect(after).toBe(before);
  });
});
