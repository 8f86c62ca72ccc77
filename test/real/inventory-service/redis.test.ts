import type { Service } from "../../../examples/inventory-service/src/service";
import type { StockCache } from "../../../examples/inventory-service/src/read";
import { RedisCache } from "../../../examples/inventory-service/src/read/redis";
import { callerOf, issueKey, serviceOn } from "../../../examples/inventory-service/test/http/caller";
import { itKeepsTheCachesContract, levelOf } from "../../../examples/inventory-service/test/read/contract";
import { TestServer } from "../../../examples/inventory-service/test/storage/database";
import { until } from "../../../examples/inventory-service/test/stream/contract";
import { RedisServer } from "./redis-server";

const MUG = { tenant: "acme", sku: "mug" };

describe.each([
  ["one server", false],
  ["a cluster", true],
])("the cache in Redis, on %s", (_, isCluster) => {
  let redis: RedisServer;
  const closing: (() => Promise<void>)[] = [];
  beforeAll(async () => (redis = await RedisServer.start({ isCluster })));
  afterAll(() => redis.stop());
  afterEach(async () => {
    await Promise.all(closing.splice(0).map((close) => close()));
    redis.cli("flushall");
  });

  const open = (lifeMilliseconds = 60_000): RedisCache => {
    const options = { url: redis.url, isCluster, answerMilliseconds: 1_000, lifeMilliseconds, claimMilliseconds: 200 };
    const cache = RedisCache.open({ ...options, onError: () => undefined });
    closing.push(() => cache.close());
    return cache;
  };
  const connected = async (cache: RedisCache): Promise<RedisCache> => {
    await until(() =>
      cache.get(MUG).then(
        () => true,
        () => false,
      ),
    );
    return cache;
  };

  itKeepsTheCachesContract(async (lifeMilliseconds) => {
    const ready: StockCache[] = [await connected(open(lifeMilliseconds)), await connected(open(lifeMilliseconds))];
    return { open: () => ready.shift() ?? open(lifeMilliseconds) };
  });

  it("keeps a tenant's SKUs under a prefix that is its own", async () => {
    const cache = await connected(open());
    await cache.merge({ tenant: "a:b*", sku: "mug" }, { levels: { berlin: levelOf(1, 1) }, isComplete: true });

    expect(redis.cli("keys", "*")).toBe("inventory:a%3Ab*:stock:mug");
  });

  it("lets one replica read a SKU for all, and another one when that one is not done in time", async () => {
    const [one, two] = [await connected(open()), await connected(open())];
    expect([await one.claim(MUG), await two.claim(MUG), await two.claim({ ...MUG, sku: "cup" })]).toEqual([
      true,
      false,
      true,
    ]);
    await until(() => two.claim(MUG));
  });

  it("fails at once while the server is away, and goes on when it is back", async () => {
    const cache = await connected(open());
    await redis.down();
    await until(() =>
      cache.get(MUG).then(
        () => false,
        () => true,
      ),
    );
    await expect(cache.merge(MUG, { levels: { berlin: levelOf(1, 1) }, isComplete: true })).rejects.toThrow();
    await redis.up();
    await connected(cache);
    await cache.merge(MUG, { levels: { berlin: levelOf(1, 1) }, isComplete: true });

    expect(await cache.get(MUG)).toEqual({ levels: { berlin: levelOf(1, 1) }, isComplete: true });
  });
});

describe("the service with its cache in Redis", () => {
  let server: TestServer;
  let redis: RedisServer;
  let service: Service | undefined;
  beforeAll(async () => {
    server = await TestServer.start();
    redis = await RedisServer.start({ isCluster: false });
  });
  afterAll(async () => {
    await redis.stop();
    await server.stop();
  });
  afterEach(async () => {
    await service?.stop();
    await server.closeAll();
  });

  it("answers from the database while the cache is gone, and from the cache again when it is back", async () => {
    const options = { url: redis.url, isCluster: false, answerMilliseconds: 500 };
    const cache = RedisCache.open({
      ...options,
      ...{ lifeMilliseconds: 60_000, claimMilliseconds: 500, onError: () => undefined },
    });
    const started = await serviceOn(server, { cache });
    service = started.service;
    const call = callerOf(started.url, await issueKey(started.owner));
    const ask = async (): Promise<unknown[]> => {
      const { status, body } = await call("GET", "/v1/availability/mug?channel=web");
      return [status, body["sellable"], body["source"]];
    };
    await call("POST", "/v1/stock/mug/berlin/receive", { quantity: 40 });
    await until(async () => String(await ask()) === "200,40,cache");
    await redis.down();
    expect(await ask()).toEqual([200, 40, "database"]);
    await call("POST", "/v1/stock/mug/berlin/receive", { quantity: 2 });
    expect(await ask()).toEqual([200, 42, "database"]);
    await redis.up();
    await until(async () => String(await ask()) === "200,42,cache");
    await cache.close();
  });
});
