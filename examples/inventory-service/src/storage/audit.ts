import type { StockKey } from "../domain";
import { columnsOf } from "./columns";
import { eraseChannelOrder } from "./channel-orders";
import type { Db, DbPool } from "./db";
import { inTenant } from "./in-tenant";
import type { Remark } from "./request";

/** A correction of a stock row, with what a person wrote about it. */
export interface AuditedCorrection extends StockKey, Remark {
  readonly action: "count" | "adjust";
  /** Which of the tenant's systems asked for it. */
  readonly client: string;
  /** The version of the row that it made. */
  readonly version: number;
}

/** Keeps what people wrote about corrections, in the transaction of these. */
export async function keepCorrections(db: Db, corrections: readonly AuditedCorrection[]): Promise<void> {
  await db.query({
    name: "keep-corrections",
    text: `
      insert into inventory.audit_entry (tenant, client, action, sku, location, version, operator, comment)
      select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::text[], $8::text[])`,
    values: columnsOf(corrections, [
      ({ tenant }) => tenant,
      ({ client }) => client,
      ({ action }) => action,
      ({ sku }) => sku,
      ({ location }) => location,
      ({ version }) => version,
      ({ operator }) => operator,
      ({ comment }) => comment,
    ]),
  });
}

/** Names an order of a channel. */
export interface OrderKey {
  readonly tenant: string;
  readonly channel: string;
  readonly orderRef: string;
}

/**
 * Takes an order's reference away from its reservations, which stay what they are, and from what its channel said; notes that, and how many there were,
 * in the audit. Done once more, it finds none.
 * @returns from how many reservations it was taken
 */
export async function eraseOrder(pool: DbPool, order: OrderKey, client: string): Promise<number> {
  const { tenant, channel, orderRef } = order;
  const { rows } = await inTenant(pool, tenant, async (db) => {
    const ofChannel = eraseChannelOrder(db, order);
    const linked = db.query<{ erased: number }>({
      name: "erase-order",
      text: `
        with linked as (
          select reservation from inventory.reservation
          where tenant = $1 and channel = $2 and order_ref = $3 and order_ref <> ''
          order by reservation
          for update
        ), erased as (
          update inventory.reservation as r set order_ref = ''
          from linked
          where r.tenant = $1 and r.reservation = linked.reservation
          returning 1
        )
        insert into inventory.audit_entry (tenant, client, action, reservations)
        select $1, $4, 'erase-order', count(*) from erased
        returning reservations as erased`,
      values: [tenant, channel, orderRef, client],
    });
    await ofChannel;
    return linked;
  });
  return rows[0]?.erased ?? 0;
}
