import { begin, showTenants } from "./begin";
import type { Db, DbPool } from "./db";
import { onConnection } from "./on-connection";

/** Reads within a transaction that sees one tenant. */
export async function inTenant<Result>(
  pool: DbPool,
  tenant: string,
  read: (db: Db) => Promise<Result>,
): Promise<Result> {
  return onConnection(pool, async (db) => {
    const [, result] = await Promise.all([begin(db, [tenant]), read(db), db.query({ text: "commit" })]);
    return result;
  });
}

/** Reads in several statements within a transaction that sees one tenant, all of it as it was at one moment. */
export async function atOneMoment<Result>(
  pool: DbPool,
  tenant: string,
  read: (db: Db) => Promise<Result>,
): Promise<Result> {
  return onConnection(pool, async (db) => {
    await db.query({ text: "begin isolation level repeatable read, read only" });
    await showTenants(db, [tenant]);
    const result = await read(db);
    await db.query({ text: "commit" });
    return result;
  });
}
