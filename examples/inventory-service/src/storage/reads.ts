import type { ReservationKey, StockKey, StockLevel } from "../domain";
import type { DbPool } from "./db";
import { inTenant } from "./in-tenant";
import { readLinked, type LinkedReservation } from "./reservations";
import { readStock } from "./stock";

/** A reservation as it is now, with the order it is for. */
export async function findReservation(pool: DbPool, key: ReservationKey): Promise<LinkedReservation | undefined> {
  return inTenant(pool, key.tenant, (db) => readLinked(db, key));
}

/** The stock rows of a SKU as they are now, by location. */
export async function findStock(
  pool: DbPool,
  { tenant, sku }: Pick<StockKey, "tenant" | "sku">,
): Promise<readonly (StockKey & StockLevel)[]> {
  return inTenant(pool, tenant, (db) => readStock(db, { tenant, sku }));
}
