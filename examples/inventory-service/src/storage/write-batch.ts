import type { InventoryEvent, Reservation } from "../domain";
import type { Db } from "./db";
import type { WorkingSet } from "./working-set";

/** Writes all that a batch changed, its events and its answers, in one statement. */
export async function writeBatch(db: Db, work: WorkingSet, now: number): Promise<void> {
  const { made, moved } = work.changedReservations();
  const rows = [work.changedStock(), made.map(rowOf), moved.map(rowOf), work.events.map(eventRow), work.answers];
  const written = await db.query<{ stock: number; moved: number }>({
    name: "write-batch",
    text: WRITE_BATCH,
    values: [...rows.map((each) => JSON.stringify(each)), new Date(now)],
  });
  const [counts] = written.rows;
  if (counts?.stock !== work.changedStock().length || counts.moved !== moved.length) {
    throw new Error("internal: a batch changed a row that it has not locked");
  }
}

const WRITE_BATCH = `
  with changed_stock as (
    update inventory.stock as s
    set on_hand = c."onHand", reserved = c.reserved, in_transit = c."inTransit", safety_stock = c."safetyStock",
        promise_limit = c."promiseLimit", ships_from = to_timestamp(c."shipsFrom" / 1000.0), allotments = c.allotments,
        version = c.version
    from json_to_recordset($1) as c (
      tenant text, sku text, location text, "onHand" integer, reserved integer, "inTransit" integer,
      "safetyStock" integer, "promiseLimit" integer, "shipsFrom" bigint, allotments jsonb, version bigint)
    where s.tenant = c.tenant and s.sku = c.sku and s.location = c.location
    returning 1
  ), made_reservations as (
    insert into inventory.reservation
      (tenant, reservation, channel, order_ref, status, expires_at, lines, allocations, returned, version)
    select tenant, reservation, channel, order_ref, status, expires_at, lines, allocations, returned, version
    from json_populate_recordset(null::inventory.reservation, $2)
  ), moved_reservations as (
    update inventory.reservation as r
    set status = c.status, allocations = c.allocations, returned = c.returned, version = c.version
    from json_populate_recordset(null::inventory.reservation, $3) as c
    where r.tenant = c.tenant and r.reservation = c.reservation
    returning 1
  ), logged as (
    insert into inventory.stock_event (shard, recorded_at, tenant, type, subject, version, data)
    select hashtextextended(e.subject, 0) & 63, $6, e.tenant, e.type, e.subject, e.version, e.data
    from json_to_recordset($4) as e (tenant text, type text, subject text, version bigint, data json)
  ), answered as (
    insert into inventory.idempotency_key (day, key_hash, tenant, fingerprint, answer, answered_at)
    select k.day, k.hash, k.tenant, k.fingerprint, k.answer, $6
    from json_to_recordset($5) as k (day date, hash bytea, tenant text, fingerprint bytea, answer json)
    order by k.day, k.hash
  )
  select (select count(*)::integer from changed_stock) as stock, (select count(*)::integer from moved_reservations) as moved`;

function rowOf({ orderRef, expiresAt, ...reservation }: Reservation): unknown {
  return { ...reservation, order_ref: orderRef, expires_at: new Date(expiresAt).toISOString() };
}

/** An event's subject is what its version counts, and what decides its shard. */
function eventRow(event: InventoryEvent): unknown {
  return event.type === "StockChanged"
    ? {
        tenant: event.tenant,
        type: event.type,
        subject: JSON.stringify([event.tenant, event.sku, event.location]),
        version: event.after.version,
        data: event,
      }
    : {
        tenant: event.after.tenant,
        type: event.type,
        subject: JSON.stringify([event.after.tenant, event.after.reservation]),
        version: event.after.version,
        data: event,
      };
}
