import type { Pool } from "pg";
import { executeSplitting } from "../../src/batch";
import type { Command } from "../../src/domain";
import { PostgresStock } from "../../src/reconcile";
import type { Repair } from "../../src/reconcile/decide-repairs";
import { repairKey } from "../../src/reconcile/repair-key";
import { TestServer } from "../storage/database";
import { keyed } from "../storage/requests";

let server: TestServer;
let pool: Pool;
beforeAll(async () => (server = await TestServer.start()));
afterAll(() => server.stop());
beforeEach(async () => (pool = server.pool((await server.database()).name)));
afterEach(() => server.closeAll());

const MUGS = { tenant: "acme", sku: "mug", location: "berlin" };
const POTS = { tenant: "zeta", sku: "pot", location: "berlin" };

const commands = (...all: readonly Command[]): Promise<unknown> =>
  executeSplitting(
    pool,
    all.map((each) => keyed(each)),
  );

/** A repair of a day that ended just now, by the clock of the tests. */
const repair = (expected: number, counted: number): Repair => ({
  command: { kind: "count", ...MUGS, expected, counted },
  key: repairKey(new Date(Date.now() - 86_400_000).toISOString().slice(0, 10), MUGS),
});

describe("the stock in PostgreSQL", () => {
  it("tells rows of several tenants as they are, with what is on its way of their SKU anywhere", async () => {
    await commands(
      { kind: "receive", ...MUGS, quantity: 10 },
      { kind: "receive", ...POTS, quantity: 4 },
      { kind: "transfer", tenant: "acme", sku: "mug", from: "berlin", to: "turin", quantity: 3 },
    );

    expect(await new PostgresStock(pool).now([POTS, MUGS, { ...MUGS, sku: "pan" }])).toEqual([
      { onHand: 4, reserved: 0, inTransit: 0, version: 1, skuInTransit: 0 },
      { onHand: 7, reserved: 0, inTransit: 0, version: 2, skuInTransit: 3 },
      undefined,
    ]);
  });

  it("applies a repair once, and answers as before where it is sent again", async () => {
    await commands({ kind: "receive", ...MUGS, quantity: 10 });
    const stock = new PostgresStock(pool);

    expect([await stock.repair(repair(10, 9)), await stock.repair(repair(10, 9))]).toEqual(["applied", "applied"]);
    expect(await stock.now([MUGS])).toMatchObject([{ onHand: 9, version: 2 }]);
  });

  it("refuses a repair of a row that moved, and another one of the same row and day", async () => {
    await commands({ kind: "receive", ...MUGS, quantity: 10 });
    const stock = new PostgresStock(pool);

    expect(await stock.repair(repair(11, 12))).toBe("stale-count");
    expect(await stock.repair(repair(10, 12))).toBe("key-reused");
    expect(await stock.now([MUGS])).toMatchObject([{ onHand: 10, version: 1 }]);
  });
});
