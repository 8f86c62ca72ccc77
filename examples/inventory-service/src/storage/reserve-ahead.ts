import { begin } from "./begin";
import { columnsOf, linesOf, timestampOf } from "./columns";
import type { Db } from "./db";
import { answerOf } from "./decide-batch";
import { subjectOf } from "./events";
import type { Foreseen, ReservedAhead, RowAhead } from "./foresight";
import { KEY_DAYS } from "./idempotency";
import type { Outcome } from "./request";

/**
 * Writes a batch of reservations that were decided ahead, in one trip that another may follow before its answer is there. All of
 * it is written, if each of its rows, once locked, is what it was taken for, and none of its keys and reservations is there.
 * @param onWritten called when all is written, and only the commit is to come
 * @returns one outcome for each reservation once they are committed; `undefined` where it changed nothing
 * @throws as the batch does where somebody else made a key or a reservation at the same time
 */
export async function reserveAhead(
  db: Db,
  { rows, reservations }: Foreseen,
  onWritten: () => void = () => undefined,
): Promise<readonly Outcome[] | undefined> {
  const begun = begin(db, [...new Set(rows.map(({ tenant }) => tenant))]);
  const written = db.query<{ holds: boolean; now: string }>({
    name: "reserve-ahead",
    text: RESERVE_AHEAD,
    values: [...valuesOfRows(rows), ...valuesOfReservations(reservations)],
  });
  const committed = db.query({ text: "commit" });
  const [found] = await Promise.all([written.finally(onWritten), begun, committed]);
  const [checked] = found.rows;
  return checked?.holds === true ? reservations.map((reserved) => outcomeAt(reserved, Number(checked.now))) : undefined;
}

/** What `decide` said of a hold that began at time 0, for one that begins now. */
function outcomeAt({ stock, reservation: { type, after } }: ReservedAhead, now: number): Outcome {
  const events = [stock, { type, after: { ...after, expiresAt: after.expiresAt + now } }];
  return { kind: "answered", answer: answerOf({ accepted: true, events }), replayed: false };
}

// The clock is read when all rows are locked: `checked` counts them. Whatever it lets through is written; its JSON is put
// together here out of parts, since the reservation is in its event and its answer, and the row's level is in both of theirs.
const RESERVE_AHEAD = `
  with expected as (
    select *
    from unnest($1::text[], $2::text[], $3::text[], $4::integer[], $5::integer[], $6::integer[], $7::integer[],
      $8::integer[], $9::timestamptz[], string_to_array($10, E'\\n'), $11::bigint[], $12::integer[],
      string_to_array($13, E'\\n'), $14::bigint[]) as e (tenant, sku, location, on_hand, in_transit, safety_stock,
      promise_limit, reserved, ships_from, allotments, version, new_reserved, new_allotments, new_version)
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
        and (select min(day) from unnest($15::date[]) as day) >= (clock_timestamp() at time zone 'UTC')::date - ${KEY_DAYS - 1}
        and (select max(day) from unnest($15::date[]) as day) <= (clock_timestamp() at time zone 'UTC')::date + 1
        and not exists (
          select from unnest($15::date[], $16::bytea[]) as k (day, hash)
          cross join lateral (
            select from inventory.idempotency_key as i where i.day = k.day and i.key_hash = k.hash limit 1
          ) as answered
        )
        and not exists (
          select from unnest($18::text[], $19::text[]) as r (tenant, reservation)
          cross join lateral (
            select from inventory.reservation as i where i.tenant = r.tenant and i.reservation = r.reservation limit 1
          ) as made
        ) as holds
    from locked
  ), given as materialized (
    select g.*, c.now, c.now + make_interval(secs => g.hold_seconds) as expires_at,
      '{' || g.head || ',"expiresAt":' || (extract(epoch from c.now) * 1000)::bigint + g.hold_seconds * 1000::bigint
        || ',"lines":' || g.lines || ',"allocations":' || g.allocations || ',"returned":{},"version":1}' as made
    from checked as c
    cross join unnest($15::date[], $16::bytea[], $17::bytea[], $18::text[], $19::text[], $20::text[], $21::text[],
      $22::integer[], string_to_array($23, E'\\n'), string_to_array($24, E'\\n'), string_to_array($25, E'\\n'),
      string_to_array($26, E'\\n'), string_to_array($27, E'\\n'), string_to_array($28, E'\\n'),
      string_to_array($29, E'\\n'), $30::bigint[], string_to_array($31, E'\\n'), $32::text[]) as g (day, hash, fingerprint, tenant,
      reservation, channel, order_ref, hold_seconds, head, lines, allocations, subject, stock_subject, stock_key,
      stock_change, stock_version, level, traced)
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
      ('StockChanged', g.stock_subject, g.stock_version, '{"type":"StockChanged",' || g.stock_key || ','
        || g.stock_change || ',"after":' || g.level || g.traced || '}'),
      ('ReservationChanged', g.subject, 1, '{"type":"ReservationChanged","after":' || g.made || g.traced || '}')
    ) as e (type, subject, version, data)
  ), answered as (
    insert into inventory.idempotency_key (day, key_hash, tenant, fingerprint, answer, answered_at)
    select day, hash, tenant, fingerprint, ('{"accepted":true,"stock":[{' || stock_key || ',"after":' || level
      || '}],"reservation":' || made || '}')::json, now
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

function valuesOfReservations(reservations: readonly ReservedAhead[]): readonly unknown[] {
  const lines = (part: (reserved: ReservedAhead) => string): string => reservations.map(part).join("\n");
  return [
    ...columnsOf(reservations, [
      ({ key }) => key.day,
      ({ key }) => key.hash,
      ({ key }) => key.fingerprint,
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
    lines(({ stock }) => membersOf(stock, ["tenant", "sku", "location"])),
    lines(({ stock }) => membersOf(stock, ["cause", "reason", "reservation", "change"])),
    reservations.map(({ stock }) => stock.after.version),
    lines(({ stock }) => JSON.stringify(stock.after)),
    reservations.map(({ traceparent }) =>
      traceparent === undefined ? "" : `,"traceparent":${JSON.stringify(traceparent)}`,
    ),
  ];
}

/** Some members of an object as JSON, without its braces. */
function membersOf<Name extends string>(value: Readonly<Record<Name, unknown>>, names: readonly Name[]): string {
  return names.map((name) => `"${name}":${JSON.stringify(value[name])}`).join();
}
