import { begin, showTenants } from "./begin";
import type { Db, DbPool } from "./db";

/** Reads within a transaction that sees one tenant. */
export async function inTenant<Result>(
  pool: DbPool,
  tenant: string,
  read: (db: Db) => Promise<Result>,
): Promise<Result> {
  return inTenants(pool, [tenant], read);
}

/** Reads within a transaction that sees some tenants. */
export async function inTenants<Result>(
  pool: DbPool,
  tenants: readonly string[],
  read: (db: Db) => Promise<Result>,
): Promise<Result> {
  const connection = await pool.connect();
  try {
    const [, result] = await Promise.all([
      begin(connection, tenants),
      read(connection),
      connection.query({ text: "commit" }),
    ]);
    connection.release();
    return result;
  } catch (error) {
    connection.release(true);
    throw error;
  }
}

/** Reads in several statements within a transaction that sees one tenant, all of it as it was at one moment. */
export async function atOneMoment<Result>(
  pool: DbPool,
  tenant: string,
  read: (db: Db) => Promise<Result>,
): Promise<Result> {
  const connection = await pool.connect();
  let isFailed = true;
  try {
    await connection.query({ text: "begin isolation level repeatable read, read only" });
    await showTenants(connection, [tenant]);
    const result = await read(connection);
    await connection.query({ text: "commit" });
    isFailed = false;
    return result;
  } finally {
    connection.release(isFailed);
  }
}
