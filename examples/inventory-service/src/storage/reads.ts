import type { Reservation, ReservationKey, StockKey, StockLevel } from "../domain";
import { begin } from "./begin";
import type { Db, DbPool } from "./db";
import { readReservations } from "./reservations";
import { readStock } from "./stock";

/** A reservation as it is now. */
export async function findReservation(pool: DbPool, key: ReservationKey): Promise<Reservation | undefined> {
  const [found] = await inTenant(pool, key.tenant, (db) => readReservations(db, [key]));
  return found;
}

/** The stock rows of a SKU as they are now, by location. */
export async function findStock(
  pool: DbPool,
  { tenant, sku }: Pick<StockKey, "tenant" | "sku">,
): Promise<readonly (StockKey & StockLevel)[]> {
  return inTenant(pool, tenant, (db) => readStock(db, { tenant, sku }));
}

/** Reads within a transaction that sees one tenant. */
async function inTenant<Result>(pool: DbPool, tenant: string, read: (db: Db) => Promise<Result>): Promise<Result> {
  const connection = await pool.connect();
  try {
    const [, result] = await Promise.all([
      begin(connection, [tenant]),
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
