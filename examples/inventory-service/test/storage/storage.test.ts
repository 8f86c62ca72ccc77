import type { Client, Pool } from "pg";
import { executeSplitting } from "../../src/batch";
import type { Command } from "../../src/domain";
import { executeBatch, migrate, type CommandRequest, type Outcome } from "../../src/storage";
import { KEY, reserve, TEN_MUGS } from "../domain/given";
import { MIGRATIONS, TestServer } from "./database";
import { keyed, uuidV7 } from "./requests";

let server: TestServer;
let owner: Client;
let pool: Pool;
let database: string;

beforeAll(async () => {
  server = await TestServer.start();
  ({ name: database, owner } = await server.database());
  pool = server.pool(database);
});
afterAll(() => server.stop());
beforeEach(() =>
  owner.query("truncate inventory.stock, inventory.reservation, inventory.stock_event, inventory.idempotency_key"),
);

async function run(...requests: readonly CommandRequest[]): Promise<readonly (Outcome | Error)[]> {
  return executeSplitting(pool, requests);
}

const commands = (...all: readonly Command[]): Promise<readonly (Outcome | Error)[]> =>
  run(...all.map((each) => keyed(each)));

const stockOf = async (): Promise<unknown[]> =>
  (await owner.query("select location, on_hand, reserved from inventory.stock order by location")).rows;

describe("migrations", () => {
  it("are applied once, and a second time do no harm", async () => {
    expect(await migrate(owner, MIGRATIONS)).toEqual([]);
  });

  it("refuse to go on when one that was applied is no longer the same", async () => {
    const [first] = MIGRATIONS;

    await expect(migrate(owner, [{ name: first?.name ?? "", text: "select 1" }])).rejects.toThrow(
      "migration 0001_stock.sql is not what was applied; write a new one instead of changing it",
    );
  });
});

describe("the database", () => {
  it.each([
    ["on_hand = -1", "stock_on_hand_not_negative"],
    ["reserved = -1", "stock_reserved_not_negative"],
    ["in_transit = -1", "stock_in_transit_not_negative"],
    ["reserved = 11", "stock_promises_kept"],
    [`allotments = '{"web": -1}'`, "stock_allotments_not_negative"],
  ])("refuses stock with %s, whoever writes it", async (change, constraint) => {
    await commands(TEN_MUGS);

    await expect(owner.query(`update inventory.stock set ${change}`)).rejects.toMatchObject({ constraint });
  });

  it("never changes or deletes an event", async () => {
    await commands(TEN_MUGS);

    await expect(owner.query("delete from inventory.stock_event")).rejects.toThrow("is append-only");
    await expect(owner.query("update inventory.stock_event set version = 9")).rejects.toThrow("is append-only");
  });

  it.each(["stock", "reservation", "stock_event", "idempotency_key"])(
    "shows the service only the rows of the tenants that a transaction names (%s)",
    async (table) => {
      await commands(TEN_MUGS, reserve(), { ...TEN_MUGS, tenant: "zeta" }, reserve({ tenant: "zeta" }));
      const seen = async (tenants: readonly string[]): Promise<unknown[]> => {
        const connection = await pool.connect();
        await connection.query("begin");
        await connection.query("select set_config('inventory.tenants', $1, true)", [JSON.stringify(tenants)]);
        const { rows } = await connection.query(`select distinct tenant from inventory.${table} order by 1`);
        await connection.query("rollback");
        connection.release();
        return rows;
      };

      expect(await seen(["zeta"])).toEqual([{ tenant: "zeta" }]);
      expect((await pool.query(`select from inventory.${table}`)).rows).toEqual([]);
    },
  );

  it("refuses the service a row of a tenant that its transaction does not name", async () => {
    await expect(pool.query("insert into inventory.stock values ('zeta', 'mug', 'berlin')")).rejects.toThrow(
      "violates row-level security policy",
    );
  });
});

describe("a key", () => {
  it("is answered once: the same request sent again gets the same answer", async () => {
    await commands(TEN_MUGS);
    const request = keyed(reserve());
    const [first] = await run(request);
    const [second, third] = await run(request, request);

    expect(first).toMatchObject({ kind: "answered", replayed: false, answer: { accepted: true } });
    expect([second, third]).toEqual([
      { ...first, replayed: true },
      { ...first, replayed: true },
    ]);
    expect(await stockOf()).toEqual([{ location: "berlin", on_hand: 10, reserved: 3 }]);
  });

  it("is answered once within a batch as well", async () => {
    await commands(TEN_MUGS);
    const request = keyed(reserve());

    expect(await run(request, request)).toMatchObject([{ replayed: false }, { replayed: true }]);
  });

  it("keeps its answer when the stock has changed: an acceptance at sell-out, a refusal when there is stock", async () => {
    const early = keyed(reserve());
    const [refused] = await run(early);
    await commands(TEN_MUGS);
    const late = keyed(reserve({ reservation: "r2" }));
    const [accepted] = await run(late);
    await commands(reserve({ reservation: "r3", lines: [{ sku: "mug", quantity: 7, locations: ["berlin"] }] }));

    expect(refused).toMatchObject({ answer: { accepted: false, refusal: { kind: "not-enough-stock" } } });
    expect(await run(early, late)).toEqual([
      { ...refused, replayed: true },
      { ...accepted, replayed: true },
    ]);
  });

  it("belongs to one command, in whatever order its members come, of one client and one tenant", async () => {
    const key = uuidV7();
    const { kind, ...members } = TEN_MUGS;
    await run(keyed(TEN_MUGS, key));

    expect(await run(keyed({ ...TEN_MUGS, quantity: 11 } as Command, key))).toEqual([{ kind: "key-reused" }]);
    expect(await run(keyed({ ...members, kind } as Command, key))).toMatchObject([{ replayed: true }]);
    expect(await run(keyed(TEN_MUGS, key, "other"))).toMatchObject([{ replayed: false }]);
    expect(await run(keyed({ ...TEN_MUGS, tenant: "zeta" }, key))).toMatchObject([{ replayed: false }]);
  });

  it("is refused when its answer may have been forgotten, or when it tells no time", async () => {
    const old = keyed(TEN_MUGS, uuidV7(Date.now() - 8 * 86_400_000));
    const ahead = keyed(TEN_MUGS, uuidV7(Date.now() + 3 * 86_400_000));

    expect(await run(old, ahead, keyed(TEN_MUGS, "00000000-0000-4000-8000-000000000000"))).toEqual(
      Array(3).fill({ kind: "key-out-of-range" }),
    );
    expect(await stockOf()).toEqual([expect.objectContaining({ on_hand: 0 })]);
  });

  it("is stored as a hash", async () => {
    const request = keyed(TEN_MUGS);
    await run(request);
    const { rows } = await owner.query("select k::text as text from inventory.idempotency_key as k");

    expect(rows[0].text).not.toContain(request.key?.value);
    expect(rows[0].text).not.toContain("shop");
  });
});

describe("a batch", () => {
  it("fails only the request that the database does not take", async () => {
    const outcomes = await commands(TEN_MUGS, { ...TEN_MUGS, sku: "a\u0000b" }, reserve());

    expect(outcomes).toMatchObject([{ kind: "answered" }, { code: "22021" }, { answer: { accepted: true } }]);
  });

  it("reads the rows it names, however many others there are", async () => {
    await commands({ ...TEN_MUGS, quantity: 5000 });
    await Promise.all(
      Array.from({ length: 10 }, (_, batch) =>
        commands(
          ...Array.from({ length: 250 }, (__, index) =>
            reserve({ reservation: `${batch}-${index}`, lines: [{ sku: "mug", quantity: 1, locations: ["berlin"] }] }),
          ),
        ),
      ),
    );
    const other = server.pool(database, 1);
    const read = async (): Promise<number> => {
      await other.query("select pg_stat_force_next_flush()");
      const { rows } = await owner.query<{ read: string }>(
        `select sum(seq_tup_read + idx_tup_fetch) as read from pg_stat_user_tables
         where relname in ('reservation', 'stock') or relname like 'idempotency_key_%'`,
      );
      return Number(rows[0]?.read);
    };
    await executeSplitting(other, [keyed(reserve({ reservation: "warm" }))]);
    const before = await read();
    for (let index = 0; index < 10; index += 1) {
      await executeSplitting(other, [
        keyed(reserve({ reservation: `next-${index}` })),
        keyed({ kind: "confirm", tenant: "acme", reservation: `0-${index}` }),
      ]);
    }

    // Of each batch: the stock row, locked and written; the reservation, read, locked and written.
    expect((await read()) - before).toBeLessThanOrEqual(10 * 6);
  });

  it("is run again when its connection is lost, and what was committed is not done twice", async () => {
    await commands(TEN_MUGS);
    const requests = [keyed(reserve())];
    let lost = 0;
    const flaky = {
      connect: async () => {
        const connection = await pool.connect();
        return {
          release: () => connection.release(true),
          query: async (query: { text: string }) => {
            const result = await connection.query(query);
            if (query.text === "commit" && lost === 0) {
              lost += 1;
              throw new Error("connection terminated");
            }
            return result;
          },
        };
      },
    };

    expect(await executeSplitting(flaky as never, requests)).toMatchObject([
      { replayed: true, answer: { accepted: true } },
    ]);
    expect(await stockOf()).toEqual([{ location: "berlin", on_hand: 10, reserved: 3 }]);
  });

  it("leaves nothing behind when it fails", async () => {
    const connection = await pool.connect();
    await expect(
      executeBatch(connection, [keyed(TEN_MUGS), keyed({ ...TEN_MUGS, sku: "a\u0000b" })]),
    ).rejects.toThrow();
    connection.release();

    expect(await stockOf()).toEqual([]);
  });
});

describe("a hold whose time is over", () => {
  const dueNow = (): Promise<unknown> =>
    owner.query("update inventory.reservation set expires_at = now() - interval '1 second' where status = 'held'");

  it("gives its units to the next who would be told that there are none", async () => {
    const all = [{ sku: "mug", quantity: 10, locations: ["berlin"] }];
    await commands(TEN_MUGS, reserve({ lines: all }));
    await dueNow();
    const [next] = await commands(reserve({ reservation: "r2", lines: all }));
    const [late] = await commands({ kind: "confirm", tenant: "acme", reservation: "r1" });

    expect(next).toMatchObject({ answer: { accepted: true } });
    expect(late).toMatchObject({ answer: { refusal: { kind: "hold-expired" } } });
    expect(await stockOf()).toEqual([{ location: "berlin", on_hand: 10, reserved: 10 }]);
  });

  it("is confirmed late as long as it has its units", async () => {
    await commands(TEN_MUGS, reserve());
    await dueNow();

    expect(await commands({ kind: "confirm", tenant: "acme", reservation: "r1" })).toMatchObject([
      { answer: { accepted: true, reservation: { status: "confirmed" } } },
    ]);
  });

  it("is one of its own tenant", async () => {
    await commands(TEN_MUGS, reserve({ lines: [{ sku: "mug", quantity: 10, locations: ["berlin"] }] }));
    await dueNow();

    expect(await commands(reserve({ tenant: "zeta" }))).toMatchObject([{ answer: { accepted: false } }]);
    expect(await stockOf()).toEqual([{ location: KEY.location, on_hand: 10, reserved: 10 }]);
  });
});
