import type { StockKey, StockLevel } from "../../src/domain";
import { EMPTY_LEVEL } from "../../src/domain";
import { AvailabilityReader, InProcessCache, type StockCache } from "../../src/read";
import { itKeepsTheCachesContract } from "./contract";

const MUG = { tenant: "acme", sku: "mug" };
const level = (onHand: number, version: number, changed: Partial<StockLevel> = {}): StockLevel => ({
  ...EMPTY_LEVEL,
  ...{ onHand, version },
  ...changed,
});
const row = (location: string, of: StockLevel): StockKey & StockLevel => ({ ...MUG, location, ...of });
const commit = (location: string, after: StockLevel): Parameters<AvailabilityReader["committed"]>[0] => ({
  ...{ accepted: true, reservation: null },
  stock: [{ ...MUG, location, after }],
});

let now = 0;
let rows: readonly (StockKey & StockLevel)[] = [];
let readings = 0;
let sources: string[] = [];
let release: Promise<void> | undefined;

function readerOn(
  cache: StockCache = new InProcessCache({ lifeMilliseconds: 1000, most: 2, clock: () => now }),
): AvailabilityReader {
  return new AvailabilityReader({
    cache,
    findStock: async () => {
      readings += 1;
      const found = rows;
      await release;
      return found;
    },
    onRead: (source) => sources.push(source),
  });
}
const ask = (reader: AvailabilityReader, isStrong = false, channel = "web"): Promise<unknown> =>
  reader.read({ ...MUG, channel, isStrong });

beforeEach(() => {
  now = 0;
  rows = [row("berlin", level(40, 1)), row("turin", level(20, 1))];
  readings = 0;
  sources = [];
  release = undefined;
});

describe("availability", () => {
  it("is what a channel may sell over all locations, from the database first and then from the cache", async () => {
    const terms = { safetyStock: 5, promiseLimit: 3, allotments: { store: 10 } };
    rows = [row("berlin", level(40, 1, terms)), row("turin", level(20, 1))];
    const reader = readerOn();

    expect(await ask(reader)).toEqual({ inStock: 45, sellable: 48, source: "database" });
    expect(await ask(reader, false, "store")).toEqual({ inStock: 55, sellable: 58, source: "cache" });
    expect([readings, sources]).toEqual([1, ["database", "cache"]]);
  });

  it("follows what is committed, in whatever order it comes: a lower version never replaces a higher one", async () => {
    const reader = readerOn();
    await ask(reader);
    await reader.committed(commit("berlin", level(30, 3)));
    await reader.committed(commit("berlin", level(35, 2)));

    expect(await ask(reader)).toMatchObject({ inStock: 50, source: "cache" });
  });

  it("is not spoilt by a reading that was made before a commit and comes after it", async () => {
    const reader = readerOn();
    let goOn: () => void = () => undefined;
    release = new Promise((resolve) => (goOn = resolve));
    const early = ask(reader);
    await new Promise((resolve) => setImmediate(resolve));
    await reader.committed(commit("berlin", level(30, 2)));
    goOn();
    await early;

    expect(await ask(reader)).toMatchObject({ inStock: 50, source: "cache" });
  });

  it("is read from the database where only a commit is known: other locations may have units too", async () => {
    const reader = readerOn();
    await reader.committed(commit("berlin", level(40, 1)));

    expect(await ask(reader)).toMatchObject({ inStock: 60, source: "database" });
  });

  it("is read anew after its life, which commits do not lengthen", async () => {
    const reader = readerOn();
    await ask(reader);
    now = 999;
    await reader.committed(commit("berlin", level(39, 2)));
    expect(await ask(reader)).toMatchObject({ source: "cache" });
    now = 1000;

    expect(await ask(reader)).toMatchObject({ source: "database" });
  });

  it("is read once for all who miss it at the same time", async () => {
    const reader = readerOn();
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask(reader)));

    expect(new Set(answers.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(readings).toBe(1);
  });

  it("is read by one replica for all who miss it: the others find it soon, or read it themselves", async () => {
    const cache = new InProcessCache({ lifeMilliseconds: 1000, most: 2, clock: () => now });
    let claims = 0;
    const shared: StockCache = {
      get: (key) => cache.get(key),
      merge: (key, stock) => cache.merge(key, stock),
      claim: async () => {
        claims += 1;
        return claims === 1;
      },
    };
    const answers = await Promise.all(Array.from({ length: 5 }, () => ask(readerOn(shared))));
    expect(answers).toEqual(answers.map(() => ({ inStock: 60, sellable: 60, source: "database" })));
    expect(readings).toBe(1);
    now = 1000;

    expect(await ask(readerOn(shared))).toMatchObject({ inStock: 60 });
    expect(readings).toBe(2);
  });

  it("is the database's where it is asked to be, and where hardly anything is left", async () => {
    const reader = readerOn();
    await ask(reader);
    await reader.committed(commit("berlin", level(2, 2)));
    rows = [row("berlin", level(2, 2)), row("turin", level(8, 2))];
    expect(await ask(reader, true)).toMatchObject({ inStock: 10, source: "database" });

    expect(await ask(reader)).toMatchObject({ inStock: 10, source: "database" });
    expect(readings).toBe(3);
  });

  it("is the database's while the cache is away", async () => {
    const away: StockCache = {
      get: () => Promise.reject(new Error("the cache is away")),
      merge: () => Promise.reject(new Error("the cache is away")),
      claim: () => Promise.reject(new Error("the cache is away")),
    };
    const reader = readerOn(away);
    await reader.committed(commit("berlin", level(1, 9)));

    expect(await ask(reader)).toMatchObject({ inStock: 60, source: "database" });
  });
});

describe("the cache within a process", () => {
  itKeepsTheCachesContract(async (lifeMilliseconds) => {
    const cache = new InProcessCache({ lifeMilliseconds, most: 10, clock: () => performance.now() });
    return { open: () => cache };
  });

  it("keeps the newest entries, as many as it may", async () => {
    const cache = new InProcessCache({ lifeMilliseconds: 1000, most: 2, clock: () => now });
    const stock = { levels: {}, isComplete: true };
    for (const sku of ["a", "b", "c"]) {
      await cache.merge({ tenant: "acme", sku }, stock);
    }
    const found = await Promise.all(["a", "b", "c"].map((sku) => cache.get({ tenant: "acme", sku })));

    expect(found).toEqual([undefined, stock, stock]);
  });
});
