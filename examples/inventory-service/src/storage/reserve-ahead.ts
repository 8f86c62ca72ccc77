import { shownTenants, tenantsOf } from "./begin";
import { bytesOf, columnsOf, linesOf, timestampOf } from "./columns";
import { sqlStateOf, type Db } from "./db";
import { answerOf } from "./decide-batch";
import { inTrace, subjectOf } from "./events";
import type { Foreseen, ReservedAhead, RowAhead } from "./foresight";
import { KEY_DAYS } from "./idempotency";
import type { Outcome } from "./request";

/** A unique index refused a row: somebody else made it, before or at the same time. */
const UNIQUE_VIOLATION = "23505";

/**
 * Writes a batch of reservations that were decided ahead, in one statement that another may follow before its answer is there. All
 * of it is written, if each of its rows, once locked, is what it was taken for, and none of its keys and reservations is there.
 * @returns one outcome for each reservation once they are committed; `undefined` where it changed nothing
 */
export async function reserveAhead(db: Db, { rows, reservations }: Foreseen): Promise<readonly Outcome[] | undefined> {
  const { rows: found } = await db
    .query<{ holds: boolean; now: string }>({
      name: "reserve-ahead",
      text: RESERVE_AHEAD,
      values: [...valuesOfRows(rows), ...daysOf(reservations), ...valuesOfReservations(reservations), tenantsOf(rows)],
    })
    .catch(nothingWhereMade);
  const [checked] = found;
  return checked?.holds === true ? reservations.map((reserved) => outcomeAt(reserved, Number(checked.now))) : undefined;
}

function nothingWhereMade(error: unknown): { readonly rows: never[] } {
  if (sqlStateOf(error) === UNIQUE_VIOLATION) {
    return { rows: [] };
  }
  throw error;
}

/** What `decide` said of a hold that began at time 0, for one that begins now. */
function outcomeAt({ stock, reservation: { type, after } }: ReservedAhead, now: number): Outcome {
  const events = [stock, { type, after: { ...after, expiresAt: after.expiresAt + now } }];
  return { kind: "answered", answer: answerOf({ accepted: true, events }), replayed: false };
}

// A transaction of its own. `expected` comes after the setting that shows the rows of its tenants, and all else comes after
// `expected`. The clock is read when all rows are locked: `checked` counts them. Whatever it lets through is written, and keys and
// reservations that are there already are refused by their indexes. The JSON of the reservation, which is in its event and its
// answer, is put together here: when the hold ends is not known before.
const RESERVE_AHEAD = `
  with ${shownTenants("$34")}, expected as (
    select e.*
    from shown
    cross join unnest($1::text[], $2::text[], $3::text[], $4::integer[], $5::integer[], $6::integer[], $7::integer[],
      $8::integer[], $9::timestamptz[], string_to_array($10, E'\\n'), $11::bigint[], $12::integer[],
      string_to_array($13, E'\\n'), $14::bigint[]) as e (tenant, sku, location, on_hand, in_transit, safety_stock,
      promise_limit, reserved, ships_from, allotments, version, new_reserved, new_allotments, new_version)
    where shown.tenants is not null
    order by tenant, sku, location
  ), locked as (
    select s.on_hand = e.on_hand and s.in_transit = e.in_transit and s.safety_stock = e.safety_stock
      and s.promise_limit = e.promise_limit and s.reserved = e.reserved and s.version = e.version
      and s.ships_from is not distinct from e.ships_from and s.allotments = e.allotments::jsonb as is_same
    from expected as e
    cross join lateral (
      select * from inventory.stock as one
      where one.tenant = e.tenant and one.sku = e.sku and one.location = e.location
      for update
    ) as s
  ), checked as materialized (
    select date_trunc('milliseconds', clock_timestamp()) as now,
      count(*) filter (where is_same) = cardinality($1)
        and $15::date >= (clock_timestamp() at time zone 'UTC')::date - ${KEY_DAYS - 1}
        and $16::date <= (clock_timestamp() at time zone 'UTC')::date + 1 as holds
    from locked
  ), given as materialized (
    select g.*, c.now, c.now + make_interval(secs => g.hold_seconds) as expires_at,
      '{' || g.head || ',"expiresAt":' || (extract(epoch from c.now) * 1000)::bigint + g.hold_seconds * 1000::bigint
        || ',"lines":' || g.lines || ',"allocations":' || g.allocations || ',"returned":{},"version":1}' as made
    from checked as c
    cross join unnest($17::date[], $18::bytea[], $19::bytea[], $20::text[], $21::text[], $22::text[], $23::text[],
      $24::integer[], string_to_array($25, E'\\n'), string_to_array($26, E'\\n'), string_to_array($27, E'\\n'),
      string_to_array($28, E'\\n'), string_to_array($29, E'\\n'), string_to_array($30, E'\\n'), $31::bigint[],
      string_to_array($32, E'\\n'), $33::text[]) as g (day, hash, fingerprint, tenant, reservation, channel, order_ref,
      hold_seconds, head, lines, allocations, subject, stock_subject, stock_changed, stock_version, answer, traced)
    where c.holds
  ), stocked as (
    insert into inventory.stock (tenant, sku, location, on_hand, reserved, in_transit, safety_stock, promise_limit,
      ships_from, allotments, version)
    select tenant, sku, location, on_hand, new_reserved, in_transit, safety_stock, promise_limit, ships_from,
      new_allotments::jsonb, new_version
    from expected
    where (select holds from checked)
    on conflict (tenant, sku, location) do update
    set reserved = excluded.reserved, allotments = excluded.allotments, version = excluded.version
  ), made as (
    insert into inventory.reservation
      (tenant, reservation, channel, order_ref, status, expires_at, lines, allocations, returned, version)
    select tenant, reservation, channel, order_ref, 'held', expires_at, lines::jsonb, allocations::jsonb, '{}', 1
    from given
  ), logged as (
    insert into inventory.stock_event (shard, transaction, recorded_at, tenant, type, subject, version, data)
    select hashtextextended(e.subject, 0) & 63, (select inventory.event_position()), g.now, g.tenant, e.type, e.subject,
      e.version, e.data::json
    from given as g
    cross join lateral (values
      ('StockChanged', g.stock_subject, g.stock_version, g.stock_changed),
      ('ReservationChanged', g.subject, 1, '{"type":"ReservationChanged","after":' || g.made || g.traced || '}')
    ) as e (type, subject, version, data)
  ), answered as (
    insert into inventory.idempotency_key (day, key_hash, tenant, fingerprint, answer, answered_at)
    select day, hash, tenant, fingerprint, (answer || made || '}')::json, now
    from given
  )
  select holds, (extract(epoch from now) * 1000)::bigint as now from checked`;

function valuesOfRows(rows: readonly RowAhead[]): readonly unknown[] {
  return [
    ...columnsOf(rows, [
      ({ tenant }) => tenant,
      ({ sku }) => sku,
      ({ location }) => location,
      ({ before }) => before.onHand,
      ({ before }) => before.inTransit,
      ({ before }) => before.safetyStock,
      ({ before }) => before.promiseLimit,
      ({ before }) => before.reserved,
      ({ before }) => timestampOf(before.shipsFrom),
    ]),
    linesOf(rows.map(({ before }) => before.allotments)),
    ...columnsOf(rows, [({ before }) => before.version, ({ after }) => after.reserved]),
    linesOf(rows.map(({ after }) => after.allotments)),
    ...columnsOf(rows, [({ after }) => after.version]),
  ];
}

/** The first and the last day of some reservations' keys. */
function daysOf(reservations: readonly ReservedAhead[]): readonly unknown[] {
  const days = reservations.map(({ key }) => key.day).toSorted();
  return [days[0], days.at(-1)];
}

function valuesOfReservations(reservations: readonly ReservedAhead[]): readonly unknown[] {
  const lines = (part: (reserved: ReservedAhead) => string): string => reservations.map(part).join("\n");
  return [
    `{${reservations.map(({ key }) => key.day).join()}}`,
    bytesOf(reservations.map(({ key }) => key.hash)),
    bytesOf(reservations.map(({ key }) => key.fingerprint)),
    ...columnsOf(reservations, [
      ({ command }) => command.tenant,
      ({ command }) => command.reservation,
      ({ command }) => command.channel,
      ({ command }) => command.orderRef,
      ({ command }) => command.holdSeconds,
    ]),
    lines(({ reservation: { after } }) => membersOf(after, ["tenant", "reservation", "channel", "status"])),
    lines(({ reservation: { after } }) => JSON.stringify(after.lines)),
    lines(({ reservation: { after } }) => JSON.stringify(after.allocations)),
    lines(({ reservation }) => subjectOf(reservation)),
    lines(({ stock }) => subjectOf(stock)),
    lines(({ stock, traceparent }) => JSON.stringify(inTrace(stock, traceparent))),
    reservations.map(({ stock }) => stock.after.version),
    lines(({ stock }) => answerBefore(stock)),
    reservations.map(({ traceparent }) =>
      traceparent === undefined ? "" : `,"traceparent":${JSON.stringify(traceparent)}`,
    ),
  ];
}

/** An answer as JSON up to its reservation, which the database fills in. */
function answerBefore(stock: ReservedAhead["stock"]): string {
  return JSON.stringify(answerOf({ accepted: true, events: [stock] })).slice(0, -"null}".length);
}

/** Some members of an object as JSON, without its braces. */
function membersOf<Name extends string>(value: Readonly<Record<Name, unknown>>, names: readonly Name[]): string {
  return names.map((name) => `"${name}":${JSON.stringify(value[name])}`).join();
}
