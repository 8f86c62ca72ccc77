import { EMPTY_LEVEL, type StockLevel } from "../../src/domain";
import type { StockCache } from "../../src/read";

/** A cache under test. */
export interface Caches {
  /** The cache as one more replica has it. */
  open(): StockCache;
}

const LIFE_MILLISECONDS = 400;

const MUG = { tenant: "acme", sku: "mug" };

export const levelOf = (onHand: number, version: number): StockLevel => ({ ...EMPTY_LEVEL, onHand, version });

const rest = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** What any cache of stock keeps, wherever it is. Entries live for as long as `start` is told. */
export function itKeepsTheCachesContract(start: (lifeMilliseconds: number) => Promise<Caches>): void {
  it("knows nothing of what nobody has told it", async () => {
    const cache = (await start(60_000)).open();

    expect(await cache.get(MUG)).toBeUndefined();
  });

  it("keeps rows as they were told, and whether these are all", async () => {
    const cache = (await start(60_000)).open();
    const berlin = { ...levelOf(3, 1), shipsFrom: 1_800_000_000_000, allotments: { web: 2 } };
    await cache.merge(MUG, { levels: { berlin }, isComplete: false });
    expect(await cache.get(MUG)).toEqual({ levels: { berlin }, isComplete: false });
    await cache.merge(MUG, { levels: { turin: levelOf(1, 1) }, isComplete: true });

    expect(await cache.get(MUG)).toEqual({ levels: { berlin, turin: levelOf(1, 1) }, isComplete: true });
  });

  it("never lets a lower version replace a higher one, whoever writes it and however late", async () => {
    const caches = await start(60_000);
    const [one, two] = [caches.open(), caches.open()];
    await one.merge(MUG, { levels: { berlin: levelOf(30, 10), turin: levelOf(5, 2) }, isComplete: true });
    await two.merge(MUG, { levels: { berlin: levelOf(40, 9), turin: levelOf(4, 3) }, isComplete: true });
    await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        [one, two][index % 2]?.merge(MUG, {
          levels: { oslo: levelOf(index, ((index * 7) % 40) + 1) },
          isComplete: false,
        }),
      ),
    );
    // 17 × 7 = 119, which leaves 39: that one has version 40.
    expect(await one.get(MUG)).toEqual({
      levels: { berlin: levelOf(30, 10), turin: levelOf(4, 3), oslo: levelOf(17, 40) },
      isComplete: true,
    });
  });

  it("keeps what two tenants call alike apart", async () => {
    const cache = (await start(60_000)).open();
    const stock = { levels: { berlin: levelOf(3, 1) }, isComplete: true };
    await cache.merge(MUG, stock);
    await cache.merge({ tenant: "acme:stock", sku: "x" }, stock);

    expect(await cache.get({ tenant: "other", sku: "mug" })).toBeUndefined();
    expect(await cache.get({ tenant: "acme", sku: "stock:x" })).toBeUndefined();
  });

  it("forgets after its life, which a complete reading begins anew, and a commit does not", async () => {
    const cache = (await start(LIFE_MILLISECONDS)).open();
    const stock = { levels: { berlin: levelOf(3, 1) }, isComplete: true };
    await cache.merge(MUG, stock);
    await rest(LIFE_MILLISECONDS * 0.6);
    await cache.merge(MUG, stock);
    await rest(LIFE_MILLISECONDS * 0.6);
    await cache.merge(MUG, { levels: { berlin: levelOf(2, 2) }, isComplete: false });
    expect(await cache.get(MUG)).toEqual({ levels: { berlin: levelOf(2, 2) }, isComplete: true });
    await rest(LIFE_MILLISECONDS * 0.6);

    expect(await cache.get(MUG)).toBeUndefined();
  });
}
