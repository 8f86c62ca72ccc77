import type { InventoryEvent, StockChanged } from "../domain";
import { columnsOf, linesOf, timestampOf } from "./columns";
import type { Db } from "./db";

/** An event, and the trace in which it happened where that one is recorded. The log keeps the two together. */
export type TracedEvent = InventoryEvent & { readonly traceparent?: string };

/** An event as it is logged. */
export function inTrace(event: InventoryEvent, traceparent: string | undefined): TracedEvent {
  return traceparent === undefined ? event : { ...event, traceparent };
}

/** Appends events to the log, in their order. */
export async function appendEvents(db: Db, events: readonly TracedEvent[], now: number): Promise<void> {
  await db.query({
    name: "append-events",
    text: `
      insert into inventory.stock_event (shard, transaction, recorded_at, tenant, type, subject, version, data)
      select hashtextextended(e.subject, 0) & 63, (select inventory.event_position()), $1, e.tenant, e.type, e.subject,
        e.version, e.data::json
      from unnest($2::text[], $3::text[], $4::text[], $5::bigint[], string_to_array($6, E'\\n'))
        as e (tenant, type, subject, version, data)`,
    values: [
      timestampOf(now),
      ...columnsOf(events, [
        (event) => (event.type === "StockChanged" ? event.tenant : event.after.tenant),
        (event) => event.type,
        subjectOf,
        (event) => event.after.version,
      ]),
      linesOf(events),
    ],
  });
}

/** The key of what an event is about, as a JSON array: what its version counts, and what decides its shard. */
export function subjectOf(event: InventoryEvent): string {
  return JSON.stringify(
    event.type === "StockChanged" ? stockSubject(event) : [event.after.tenant, event.after.reservation],
  );
}

function stockSubject({ tenant, sku, location }: StockChanged): readonly string[] {
  return [tenant, sku, location];
}
