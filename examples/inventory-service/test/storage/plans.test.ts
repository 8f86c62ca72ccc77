import type { Client, Pool } from "pg";
import { begin } from "../../src/storage/begin";
import { eventsOfSubject } from "../../src/storage/event-history";
import { lockDueHolds } from "../../src/storage/reservations";
import { TestServer } from "./database";

let server: TestServer;
let owner: Client;
let pool: Pool;
beforeAll(async () => {
  server = await TestServer.start();
  const database = await server.database();
  owner = database.owner;
  pool = server.pool(database.name, 1);
});
afterAll(() => server.stop());

describe("what a statement reads does not grow with its table, even before the table was counted", () => {
  it("where due holds are looked for among many that are not due", async () => {
    await owner.query(
      `insert into inventory.reservation
       select 'acme', 'r' || n, 'web', 'o' || n, 'held', now() + interval '1 hour', '[]', '[{"sku":"mug"}]', '{}', 1
       from generate_series(1, 30000) as n`,
    );
    const connection = await pool.connect();
    await begin(connection, ["acme"]);
    const due = await lockDueHolds(connection, { tenant: "acme", skus: ["mug"], now: Date.now() });
    const { rows } = await connection.query<{ read: string }>(
      `select seq_tup_read + idx_tup_fetch as read from pg_stat_xact_user_tables
       where schemaname = 'inventory' and relname = 'reservation'`,
    );
    await connection.query("commit");
    connection.release();

    expect(due).toEqual([]);
    expect(Number(rows[0]?.read)).toBeLessThan(10);
  });

  it("where the events of a row are looked for among those of its shard", async () => {
    await owner.query(
      `insert into inventory.stock_event (shard, recorded_at, tenant, type, subject, version, data)
       select hashtextextended('mug', 0) & 63, clock_timestamp(), 'acme', 'stock-changed',
         case when n % 1000 = 0 then 'mug' else 'cup-' || n end, n / 1000, '{}'
       from generate_series(1, 30000) as n`,
    );
    const readSoFar = async (): Promise<number> => {
      // What an ended transaction read is counted with some delay, and at once where it is asked for.
      await owner.query("select pg_stat_clear_snapshot()");
      const { rows } = await owner.query<{ read: string }>(
        `select sum(seq_tup_read + idx_tup_fetch) as read from pg_stat_user_tables where relname like 'stock_event%'`,
      );
      return Number(rows[0]?.read);
    };
    const before = await readSoFar();
    const found = await eventsOfSubject(pool, { tenant: "acme", subject: "mug", afterVersion: 25, most: 10 });
    await pool.query("select pg_stat_force_next_flush()");
    const after = await readSoFar();

    expect(found.map(({ version }) => version)).toEqual([26, 27, 28, 29, 30]);
    expect(after - before).toBeLessThan(20);
  });
});
