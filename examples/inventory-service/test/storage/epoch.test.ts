import type { Client, Pool } from "pg";
import { executeSplitting, Unanswered } from "../../src/batch";
import { closeEpoch, executeBatch, executeRequests, openEpoch, openPool, type EpochRead } from "../../src/storage";
import { reserve, TEN_MUGS } from "../domain/given";
import { TestServer } from "./database";
import { keyed } from "./requests";

let server: TestServer;
let owner: Client;
let pool: Pool;
let address: string;
beforeAll(async () => (server = await TestServer.start()));
afterAll(() => server.stop());
beforeEach(async () => {
  const database = await server.database();
  owner = database.owner;
  address = server.address(database.name);
  pool = server.pool(database.name);
});
afterEach(() => server.closeAll());

const reserved = async (): Promise<number | undefined> =>
  (await owner.query<{ reserved: number }>("select reserved from inventory.stock")).rows[0]?.reserved;

const codeOf = (error: unknown): unknown => (error instanceof Error && "code" in error ? error.code : error);

describe("a database", () => {
  it("tells each connection in which epoch it is; what a listener throws, whoever wanted the connection hears", async () => {
    const reads: EpochRead[] = [];
    const listening = openPool(address, 1, { onJoined: (read) => reads.push(read) });
    await listening.query("select");
    await listening.end();
    const refusing = openPool(address, 1, {
      onJoined: () => {
        throw new Error("not this one");
      },
    });

    expect(reads).toEqual([{ epoch: 1, isOpen: true, isStandby: false }]);
    await expect(refusing.query("select")).rejects.toThrow("not this one");
    await refusing.end();
  });

  it("takes no changes while it is closed, nor of an epoch that is over, whether a command comes alone or with others", async () => {
    const late = await pool.connect();
    await executeBatch(late, [keyed(TEN_MUGS)]);
    await closeEpoch(owner, 2);
    const closed = await executeSplitting(pool, [keyed(reserve())]);
    await openEpoch(owner);
    const over = await executeBatch(late, [keyed(reserve()), keyed(reserve({ reservation: "r2" }))]).catch(codeOf);
    late.release(true);
    // A refusal, too, would be an answer.
    const answered = await executeSplitting(pool, [keyed({ kind: "confirm", tenant: "acme", reservation: "r9" })]);
    const anew = await executeSplitting(pool, [keyed(reserve())]);

    expect(closed).toEqual([expect.any(Unanswered)]);
    expect(over).toBe("IE001");
    expect(answered).toMatchObject([{ answer: { accepted: false } }]);
    expect(anew).toMatchObject([{ answer: { accepted: true } }]);
    expect(await reserved()).toBe(3);
  });

  it("answers nothing while it is closed, not even a refusal", async () => {
    await closeEpoch(owner, 1);
    const outcomes = await executeSplitting(pool, [keyed({ kind: "confirm", tenant: "acme", reservation: "r9" })]);

    expect(outcomes).toEqual([expect.any(Unanswered)]);
    expect((await owner.query("select from inventory.idempotency_key")).rows).toHaveLength(0);
  });

  it("takes no changes where it was promoted along another timeline and nobody has opened it", async () => {
    await executeSplitting(pool, [keyed(TEN_MUGS)]);
    await owner.query("update inventory.write_epoch set timeline = '0000000A'");
    const reads: EpochRead[] = [];
    const listening = openPool(address, 1, { onJoined: (read) => reads.push(read) });
    const outcomes = await executeSplitting(listening, [keyed(reserve())]);
    await listening.end();

    expect(outcomes).toEqual([expect.any(Unanswered)]);
    expect(reads[0]).toEqual({ epoch: 1, isOpen: false, isStandby: false });
    expect(await reserved()).toBe(0);
  });

  it.each([
    ["a batch", executeBatch],
    ["a command that comes alone", executeRequests],
  ])(
    "is closed once what is under way has been committed, and %s that waits behind it is refused",
    async (_what, execute) => {
      await executeSplitting(pool, [keyed(TEN_MUGS)]);
      const holder = await pool.connect();
      await holder.query("begin");
      await holder.query("select set_config('inventory.tenants', '[\"acme\"]', true)");
      await holder.query("select from inventory.stock for update");
      const closing = closeEpoch(owner, 2);
      const other = await server.connect(new URL(address).pathname.slice(1));
      while ((await other.query("select from pg_locks where not granted")).rows.length === 0) {
        await new Promise((resolve) => setImmediate(resolve));
      }
      const late = await pool.connect();
      const behind = execute(late, [keyed(reserve())]).catch(codeOf);
      await holder.query("update inventory.stock set reserved = 1, version = version + 1");
      await holder.query("commit");
      holder.release();
      await closing;

      expect(await behind).toBe("IE001");
      late.release();
      expect(await reserved()).toBe(1);
    },
  );

  it("never falls back to an epoch below its own", async () => {
    await closeEpoch(owner, 7);
    await closeEpoch(owner, 3);

    expect((await owner.query<{ epoch: string }>("select epoch from inventory.write_epoch")).rows).toEqual([
      { epoch: "7" },
    ]);
  });
});
