import type { StockKey } from "../domain";
import type { DbPool } from "./db";
import { inTenant } from "./in-tenant";

/** Units that a hold has of a SKU at one location. */
export interface HeldUnits {
  readonly location: string;
  readonly quantity: number;
  readonly reservation: string;
  readonly channel: string;
  readonly expiresAt: Date;
}

/** Holds that have units of a SKU, those that end first; confirmed orders are none. */
export async function findHolds(
  pool: DbPool,
  { tenant, sku, most }: Pick<StockKey, "tenant" | "sku"> & { readonly most: number },
): Promise<readonly HeldUnits[]> {
  const { rows } = await inTenant(pool, tenant, (db) =>
    db.query<HeldUnits>({
      name: "find-holds",
      text: `
        select r.reservation, r.channel, r.expires_at as "expiresAt", a ->> 'location' as location,
          (a ->> 'quantity')::integer as quantity
        from inventory.reservation as r
        cross join lateral jsonb_array_elements(r.allocations) as a
        where r.tenant = $1 and r.status = 'held' and a ->> 'sku' = $2
        order by r.expires_at
        limit $3`,
      values: [tenant, sku, most],
    }),
  );
  return rows;
}
