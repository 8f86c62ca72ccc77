import type { ReservationStatus, StockChanged, StockKey, StockLevel } from "../domain";
import type { Db } from "./db";
import type { StockFault } from "./stock-check";

/** A stock row that cannot be as it is. */
export interface FaultyRow
  extends StockKey, Pick<StockLevel, "onHand" | "reserved" | "inTransit" | "promiseLimit" | "version"> {
  /** Units that open reservations have of it. */
  readonly promised: number;
  readonly faults: readonly StockFault[];
}

/** An order that has units of a stock row. */
export interface OrderOfRow {
  readonly reservation: string;
  readonly channel: string;
  readonly status: ReservationStatus;
  readonly quantity: number;
  readonly version: number;
}

/** A change of a stock row, as the log has it. */
export interface LoggedChange extends Pick<StockChanged, "cause" | "reservation" | "change" | "after"> {
  readonly event: string;
  readonly version: number;
  readonly recordedAt: Date;
}

/** Rows of a tenant that cannot be as they are, by SKU and location. */
export async function faultyStock(db: Db, tenant: string, most: number): Promise<readonly FaultyRow[]> {
  const { rows } = await db.query<FaultyRow & Record<"version" | "promised", string>>({
    text: `
      select sku, location, on_hand as "onHand", reserved, in_transit as "inTransit", promise_limit as "promiseLimit",
        version, promised, faults
      from inventory.faulty_stock($1)
      order by sku, location
      limit $2`,
    values: [tenant, most],
  });
  return rows.map((row) => ({ ...row, tenant, version: Number(row.version), promised: Number(row.promised) }));
}

/** Open reservations that have units of a row, within a transaction that sees the tenant. */
export async function ordersOfRow(db: Db, { tenant, sku, location }: StockKey): Promise<readonly OrderOfRow[]> {
  const { rows } = await db.query<OrderOfRow>({
    text: `
      select r.reservation, r.channel, r.status, sum((a ->> 'quantity')::integer)::integer as quantity, r.version
      from inventory.reservation as r
      cross join lateral jsonb_array_elements(r.allocations) as a
      where r.tenant = $1 and r.status in ('held', 'confirmed')
        and a ->> 'sku' = $2 and a ->> 'location' = $3 and not (a ->> 'shipped')::boolean
      group by r.tenant, r.reservation
      order by r.reservation`,
    values: [tenant, sku, location],
  });
  return rows;
}

/** The last changes of a row that are in the log, the last one first, within a transaction that sees the tenant. */
export async function lastChanges(
  db: Db,
  { tenant, sku, location, most }: StockKey & { readonly most: number },
): Promise<readonly LoggedChange[]> {
  const { rows } = await db.query<Omit<LoggedChange, keyof StockChanged> & { version: string; data: StockChanged }>({
    text: `
      select shard || '-' || transaction || '-' || sequence as event, version, recorded_at as "recordedAt", data
      from inventory.stock_event
      where shard = (hashtextextended($1, 0) & 63)::smallint and subject = $1
      order by version desc
      limit $2`,
    values: [JSON.stringify([tenant, sku, location]), most],
  });
  return rows.map(({ data: { cause, reservation, change, after }, version, ...row }) => ({
    ...row,
    ...{ version: Number(version), cause, reservation, change, after },
  }));
}
