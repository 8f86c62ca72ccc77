import { stockKeyText, type StockKey } from "../domain";
import type { DbPool } from "../storage";
import { begin } from "../storage/begin";
import { columnsOf } from "../storage/columns";
import type { StockNow } from "./decide-repairs";

interface StockNowRow extends StockKey {
  readonly on_hand: number;
  readonly reserved: number;
  readonly in_transit: number;
  readonly version: string;
  readonly sku_in_transit: string;
}

/** Reads stock rows as they are now, with what is on its way of their SKUs, in a transaction of its own. */
export async function readStockNow(pool: DbPool, keys: readonly StockKey[]): Promise<ReadonlyMap<string, StockNow>> {
  const connection = await pool.connect();
  let failed = true;
  try {
    await begin(connection, [...new Set(keys.map(({ tenant }) => tenant))]);
    const { rows } = await connection.query<StockNowRow>({
      name: "stock-now",
      text: `
        select s.tenant, s.sku, s.location, s.on_hand, s.reserved, s.in_transit, s.version, moving.units as sku_in_transit
        from unnest($1::text[], $2::text[], $3::text[]) as wanted (tenant, sku, location)
        cross join lateral (
          select * from inventory.stock as one
          where one.tenant = wanted.tenant and one.sku = wanted.sku and one.location = wanted.location
        ) as s
        cross join lateral (
          select sum(other.in_transit) as units from inventory.stock as other
          where other.tenant = wanted.tenant and other.sku = wanted.sku
        ) as moving`,
      values: columnsOf(keys, [({ tenant }) => tenant, ({ sku }) => sku, ({ location }) => location]),
    });
    await connection.query({ text: "commit" });
    failed = false;
    return new Map(rows.map((row) => [stockKeyText(row), stockNowOf(row)]));
  } finally {
    connection.release(failed);
  }
}

function stockNowOf(row: StockNowRow): StockNow {
  return {
    onHand: row.on_hand,
    reserved: row.reserved,
    inTransit: row.in_transit,
    version: Number(row.version),
    skuInTransit: Number(row.sku_in_transit),
  };
}
