import type { Client, Pool } from "pg";
import { begin } from "../../src/storage/begin";
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
});
