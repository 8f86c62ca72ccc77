import type { Reservation, ReservationKey, StockKey, StockLevel } from "../domain";
import type { DbPool } from "./db";
import { inTenant } from "./in-tenant";
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
