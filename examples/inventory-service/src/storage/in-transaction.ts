import { begin } from "./begin";
import type { Db, DbPool } from "./db";
import { onConnection } from "./on-connection";

/** Does something in a transaction that sees some tenants. Where it throws, nothing has happened. */
export async function inTransaction<Result>(
  pool: DbPool,
  tenants: readonly string[],
  work: (db: Db) => Promise<Result>,
): Promise<Result> {
  return onConnection(pool, async (db) => {
    await begin(db, tenants);
    const result = await work(db);
    await db.query({ text: "commit" });
    return result;
  });
}
