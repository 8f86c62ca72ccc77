import { decide, EMPTY_LEVEL, stockKeyText, type InventoryEvent, type Reserve, type StockKey } from "../domain";
import { begin } from "./begin";
import type { Db } from "./db";
import { answerOf } from "./decide-batch";
import { inTrace, subjectOf } from "./events";
import { KEY_DAYS, type StoredKey } from "./idempotency";
import type { Answer, Outcome } from "./request";

/**
 * Carries out a reservation of one line from one location in one statement, one trip: the short way for a request that
 * nobody else waited with.
 * @returns `undefined` where it changed nothing: for a command of another kind, a key or reservation that is there already,
 * or a row that lacks the units or has allotments. The batch, which can answer everything, is for these
 * @throws as the batch does where somebody else made the key or the reservation at the same time
 */
export async function reserveOne(
  db: Db,
  { command, traceparent }: { readonly command: Reserve; readonly traceparent?: string | undefined },
  key: StoredKey,
): Promise<Outcome | undefined> {
  const taken = rowTaken(command);
  if (taken === undefined) {
    return undefined;
  }
  const [, { rows }] = await Promise.all([
    begin(db, [command.tenant]),
    db.query<{ answer: Answer }>({
      name: "reserve-one",
      text: RESERVE_ONE,
      values: [...valuesOfRow(taken), ...valuesOfKey(key), ...valuesOfCommand(command, taken, traceparent)],
    }),
    db.query({ text: "commit" }),
  ]);
  const [row] = rows;
  return row === undefined ? undefined : { kind: "answered", answer: row.answer, replayed: false };
}

// What `decide` answers does not depend on the row, as long as it has the units and no allotments: the database fills in
// how the row became, and when the hold ends by its own clock, read under the row's lock.
const RESERVE_ONE = `
  with taken as (
    update inventory.stock as s
    set reserved = s.reserved + $4, version = s.version + 1
    where s.tenant = $1 and s.sku = $2 and s.location = $3
      and s.allotments = '{}' and s.on_hand - s.reserved - s.safety_stock >= $4
      and $5::date between (clock_timestamp() at time zone 'UTC')::date - ${KEY_DAYS - 1} and (clock_timestamp() at time zone 'UTC')::date + 1
      and not exists (select from inventory.idempotency_key as k where k.day = $5 and k.key_hash = $6)
      and not exists (select from inventory.reservation as r where r.tenant = $1 and r.reservation = $8)
    returning s.version, date_trunc('milliseconds', clock_timestamp()) as now, jsonb_build_object(
      'onHand', s.on_hand, 'reserved', s.reserved, 'inTransit', s.in_transit, 'safetyStock', s.safety_stock,
      'promiseLimit', s.promise_limit, 'shipsFrom', (extract(epoch from s.ships_from) * 1000)::bigint,
      'allotments', s.allotments, 'version', s.version) as level
  ), held as (
    select version, now, level, now + make_interval(secs => $11) as expires_at,
      to_jsonb((extract(epoch from now + make_interval(secs => $11)) * 1000)::bigint) as expires
    from taken
  ), made as (
    insert into inventory.reservation
      (tenant, reservation, channel, order_ref, status, expires_at, lines, allocations, returned, version)
    select $1, $8, $9, $10, 'held', expires_at, $12::jsonb -> 'lines', $12::jsonb -> 'allocations', '{}', 1
    from held
  ), logged as (
    insert into inventory.stock_event (shard, recorded_at, tenant, type, subject, version, data)
    select hashtextextended(e.subject, 0) & 63, held.now, $1, e.data ->> 'type', e.subject, e.version, e.data::json
    from held
    cross join lateral (values
      ($13, held.version, jsonb_set($15::jsonb, '{after}', held.level)),
      ($14, 1, jsonb_set($16::jsonb, '{after,expiresAt}', held.expires))
    ) as e (subject, version, data)
  ), answered as (
    insert into inventory.idempotency_key (day, key_hash, tenant, fingerprint, answer, answered_at)
    select $5, $6, $1, $7,
      jsonb_set(jsonb_set($17::jsonb, '{stock,0,after}', level), '{reservation,expiresAt}', expires)::json, now
    from held
    returning answer
  )
  select answer from answered`;

/** The one row that a reservation takes units out of, and how many. */
interface RowTaken extends StockKey {
  readonly quantity: number;
}

function rowTaken({ tenant, lines }: Reserve): RowTaken | undefined {
  const [line, ...others] = lines;
  const [location, ...elsewhere] = new Set(line?.locations);
  return line === undefined || location === undefined || others.length + elsewhere.length > 0
    ? undefined
    : { tenant, sku: line.sku, location, quantity: line.quantity };
}

function valuesOfRow({ tenant, sku, location, quantity }: RowTaken): readonly unknown[] {
  return [tenant, sku, location, quantity];
}

function valuesOfKey({ day, hash, fingerprint }: StoredKey): readonly unknown[] {
  return [day, hash, fingerprint];
}

/** The columns of the reservation, its events and its answer, as `decide` makes them of a row with just enough units. */
function valuesOfCommand(
  command: Reserve,
  { quantity, ...row }: RowTaken,
  traceparent: string | undefined,
): readonly unknown[] {
  const levels = new Map([[stockKeyText(row), { ...EMPTY_LEVEL, onHand: quantity }]]);
  const decision = decide({ levels, reservations: new Map() }, command, 0);
  const [stock, reservation] = decision.accepted ? decision.events : [];
  if (stock === undefined || reservation?.type !== "ReservationChanged") {
    throw new Error("internal: a row with enough units refused a reservation");
  }
  const events: readonly InventoryEvent[] = [stock, reservation];
  return [
    command.reservation,
    command.channel,
    command.orderRef,
    command.holdSeconds,
    JSON.stringify(reservation.after),
    ...events.map(subjectOf),
    ...events.map((event) => JSON.stringify(inTrace(event, traceparent))),
    JSON.stringify(answerOf(decision)),
  ];
}
