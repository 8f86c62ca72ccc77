import { decideRepair, type RowRepair, type StockKey } from "../domain";
import { begin } from "./begin";
import type { Db, DbPool } from "./db";
import { lastChanges, ordersOfRow } from "./faulty-stock";
import { readKeys } from "./idempotency";
import { onConnection } from "./on-connection";
import { lockStock } from "./stock";
import { WorkingSet } from "./working-set";
import { writeBatch } from "./write-batch";

/**
 * Puts a stock row right, as far as that needs no person: decided under the row's lock, on what the log and the open reservations
 * say once it is held, and written with its event. Whoever changes reservations of the row has to lock it too. A row that is right
 * is left as it is, so that it may be repaired as often as one likes.
 */
export async function repairRow(pool: DbPool, key: StockKey): Promise<RowRepair> {
  return onConnection(pool, (db) => repairLocked(db, key));
}

async function repairLocked(db: Db, { tenant, sku, location }: StockKey): Promise<RowRepair> {
  const key = { tenant, sku, location };
  await begin(db, [tenant]);
  const work = new WorkingSet(await lockStock(db, [key]), []);
  const [orders, [last], { now }] = await Promise.all([
    ordersOfRow(db, key),
    lastChanges(db, { ...key, most: 1 }),
    readKeys(db, []),
  ]);
  const promised = orders.reduce((sum, { quantity }) => sum + quantity, 0);
  const repair = decideRepair(work, { ...key, promised, logged: last?.after });
  if (repair.kind === "repaired") {
    work.apply([repair.event]);
  }
  await writeBatch(db, work, now);
  return repair;
}
