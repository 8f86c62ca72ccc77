import { stockKeyText, type StockKey, type StockLevel } from "../domain";
import type { Db } from "./db";

interface StockRow extends StockKey {
  readonly on_hand: number;
  readonly reserved: number;
  readonly in_transit: number;
  readonly safety_stock: number;
  readonly promise_limit: number;
  readonly ships_from: Date | null;
  readonly allotments: Record<string, number>;
  readonly version: string;
}

/** Makes the rows that commands may put units into, where there are none. In the order in which rows are locked. */
export async function createStock(db: Db, keys: readonly StockKey[]): Promise<void> {
  await db.query({
    name: "create-stock",
    text: `
      insert into inventory.stock (tenant, sku, location)
      select tenant, sku, location
      from json_to_recordset($1) as wanted (tenant text, sku text, location text)
      order by tenant, sku, location
      on conflict do nothing`,
    values: [JSON.stringify(keys)],
  });
}

/** Locks stock rows, in one order for all, so that two batches never wait for each other; and reads them. */
export async function lockStock(db: Db, keys: readonly StockKey[]): Promise<Map<string, StockLevel>> {
  const { rows } = await db.query<StockRow>({
    name: "lock-stock",
    text: `
      select s.*
      from json_to_recordset($1) as wanted (tenant text, sku text, location text)
      join inventory.stock as s using (tenant, sku, location)
      order by s.tenant, s.sku, s.location
      for update of s`,
    values: [JSON.stringify(keys)],
  });
  return new Map(rows.map((row) => [stockKeyText(row), levelOfRow(row)]));
}

function levelOfRow(row: StockRow): StockLevel {
  return {
    onHand: row.on_hand,
    reserved: row.reserved,
    inTransit: row.in_transit,
    safetyStock: row.safety_stock,
    promiseLimit: row.promise_limit,
    shipsFrom: row.ships_from?.getTime() ?? null,
    allotments: row.allotments,
    version: Number(row.version),
  };
}
