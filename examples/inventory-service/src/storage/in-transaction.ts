import { begin } from "./begin";
import type { Db, DbPool } from "./db";

/** Does something in a transaction that sees some tenants. Where it throws, nothing has happened. */
export async function inTransaction<Result>(
  pool: DbPool,
  tenants: readonly string[],
  work: (db: Db) => Promise<Result>,
): Promise<Result> {
  const connection = await pool.connect();
  let isFailed = true;
  try {
    await begin(connection, tenants);
    const result = await work(connection);
    await connection.query({ text: "commit" });
    isFailed = false;
    return result;
  } finally {
    connection.release(isFailed);
  }
}
