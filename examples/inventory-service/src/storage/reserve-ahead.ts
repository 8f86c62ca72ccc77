import { stockKeyText, type Reservation, type StockLevel } from "../domain";
import { shownTenants, tenantsOf } from "./begin";
import { bytesOf, columnsOf, linesOf, timestampOf } from "./columns";
import { sqlStateOf, type Db } from "./db";
import { answerOf } from "./decide-batch";
import { subjectOf } from "./events";
import type { Foreseen, ReservedAhead, RowAhead } from "./foresight";
import { KEY_DAYS } from "./idempotency";
import type { Outcome } from "./request";

/** A unique index refused a row: somebody else made it, before or at the same time. */
const UNIQUE_VIOLATION = "23505";

/** A batch that was written. */
export interface WrittenAhead {
  /** One for each reservation. */
  readonly outcomes: readonly Outcome[];
  /** How rows became that were others than they were taken for, by the texts of their keys. */
  readonly corrected: ReadonlyMap<string, StockLevel>;
}

/** Where a batch stands among those that are sent one behind the other. */
export interface PlaceAhead {
  /** Its number, which no other batch has that is sent on the same connections. */
  readonly number: number;
  /** The number of the one before it, where that one is still on its way; else `undefined`. */
  readonly follows: number | undefined;
}

/**
 * Writes a batch of reservations that were decided ahead, in one statement that another may follow before its answer is there. All
 * of it is written, if what was decided holds for each of its rows, once locked, none of its keys and reservations is there, and
 * the batch that it follows was written on the same connection.
 * @returns what was written once it is committed; `undefined` where it changed nothing
 */
export async function reserveAhead(
  db: Db,
  { rows, reservations }: Foreseen,
  { number, follows }: PlaceAhead,
): Promise<WrittenAhead | undefined> {
  const { rows: found } = await db
    .query<Checked>({
      name: "reserve-ahead",
      text: RESERVE_AHEAD,
      values: [
        ...valuesOfRows(rows),
        ...daysOf(reservations),
        ...valuesOfReservations(reservations),
        tenantsOf(rows),
        tracesOf(reservations),
        ...[follows ?? null, number],
      ],
    })
    .catch(nothingWhereMade);
  const [checked] = found;
  if (checked?.holds !== true) {
    return undefined;
  }
  const differing = rows.map((row, place) => differenceOf(row.before, checked, place));
  return {
    outcomes: reservations.map((reserved) => outcomeAt(reserved, Number(checked.now), differing[reserved.row])),
    corrected: new Map(
      rows.flatMap((row, place) => {
        const { [place]: found } = differing;
        const after = { ...row.before, allotments: row.allotments };
        return found === undefined ? [] : [[stockKeyText(row), counted(after, found, row)] as const];
      }),
    ),
  };
}

/** The counters of the rows once they were locked, by their places, and the clock. */
interface Checked {
  readonly holds: boolean;
  readonly now: string;
  readonly on_hand: readonly number[];
  readonly reserved: readonly number[];
  readonly in_transit: readonly number[];
  readonly version: readonly string[];
}

type Counters = Pick<StockLevel, "onHand" | "reserved" | "inTransit" | "version">;

/** What was found of a row; `undefined` where that is what it was taken for. */
function differenceOf(before: StockLevel, checked: Checked, place: number): Counters | undefined {
  const onHand = checked.on_hand[place] ?? Number.NaN;
  const reserved = checked.reserved[place] ?? Number.NaN;
  const inTransit = checked.in_transit[place] ?? Number.NaN;
  const version = Number(checked.version[place]);
  const isSame =
    onHand === before.onHand &&
    reserved === before.reserved &&
    inTransit === before.inTransit &&
    version === before.version;
  return isSame ? undefined : { onHand, reserved, inTransit, version };
}

/** A level with the counters that were found, once so many units were taken in so many changes. */
function counted(
  level: StockLevel,
  { onHand, reserved, inTransit, version }: Counters,
  { taken, changes }: Pick<RowAhead, "taken" | "changes">,
): StockLevel {
  return { ...level, onHand, reserved: reserved + taken, inTransit, version: version + changes };
}

function nothingWhereMade(error: unknown): { readonly rows: never[] } {
  if (sqlStateOf(error) === UNIQUE_VIOLATION) {
    return { rows: [] };
  }
  throw error;
}

/** What `decide` said of a hold that began at time 0 and of a row that it was taken for, for one that begins now and the row that was found. */
function outcomeAt(reserved: ReservedAhead, now: number, found: Counters | undefined): Outcome {
  const { type, after } = reserved.reservation;
  const stock =
    found === undefined ? reserved.stock : { ...reserved.stock, after: counted(reserved.stock.after, found, reserved) };
  const events = [stock, { type, after: { ...after, expiresAt: after.expiresAt + now } }];
  return { kind: "answered", answer: answerOf({ accepted: true, events }), replayed: false };
}

// A transaction of its own. `expected` comes after the setting that shows the rows of its tenants, and all else comes after
// `expected`. The clock is read when all rows are locked: `checked` counts them. Whatever it lets through is written, and keys and
// reservations that are there already are refused by their indexes. The JSON of the reservation, which is in its event and its
// answer, is put together here, and so are the counters of its stock row: when the hold ends, and how many units there are, is not
// known before. The session notes the number of a batch that is written, and forgets it where that is undone: one that follows a
// batch which was not written would overtake it.
const RESERVE_AHEAD = `
  with ${shownTenants("$33")}, expected as (
    select e.*
    from shown
    cross join unnest($1::text[], $2::text[], $3::text[], $4::integer[], $5::integer[], $6::timestamptz[],
      string_to_array($7, E'\n'), string_to_array($8, E'\n'), $9::integer[], $10::boolean[], $11::integer[],
      $12::integer[]) with ordinality as e (tenant, sku, location, safety_stock, promise_limit, ships_from, allotments,
      new_allotments, needed, is_beyond, taken, changes, place)
    where shown.tenants is not null
    order by tenant, sku, location
  ), locked as (
    select e.*, s.on_hand, s.reserved, s.in_transit, s.version,
      s.safety_stock = e.safety_stock and s.promise_limit = e.promise_limit
        and s.ships_from is not distinct from e.ships_from and s.allotments = e.allotments::jsonb
        and s.on_hand - s.reserved - s.safety_stock + case when e.is_beyond then s.promise_limit else 0 end >= e.needed
        and (s.reserved >= s.on_hand or not e.is_beyond) as holds
    from expected as e
    cross join lateral (
      select * from inventory.stock as one
      where one.tenant = e.tenant and one.sku = e.sku and one.location = e.location
      for update
    ) as s
  ), checked as materialized (
    select date_trunc('milliseconds', clock_timestamp()) as now,
      count(*) filter (where holds) = cardinality($1)
        and $13::date >= (clock_timestamp() at time zone 'UTC')::date - ${KEY_DAYS - 1}
        and $14::date <= (clock_timestamp() at time zone 'UTC')::date + 1
        and ($35::bigint is null or current_setting('inventory.written_ahead', true) = $35::text) as holds,
      array_agg(on_hand order by place) as on_hand, array_agg(reserved order by place) as reserved,
      array_agg(in_transit order by place) as in_transit, array_agg(version order by place) as version
    from locked
  ), given as materialized (
    select g.*, c.now, c.now + make_interval(secs => g.hold_seconds) as expires_at, c.version[g.place] + g.changes as stock_version,
      '"onHand":' || c.on_hand[g.place] || ',"reserved":' || c.reserved[g.place] + g.taken
        || ',"inTransit":' || c.in_transit[g.place] || ',"version":' || c.version[g.place] + g.changes || '}' as counters,
      '{' || g.head || ',"expiresAt":' || (extract(epoch from c.now) * 1000)::bigint + g.hold_seconds * 1000::bigint
        || ',"lines":' || g.lines || ',"allocations":' || g.allocations || ',"returned":{},"version":1}' as made
    from checked as c
    cross join unnest($15::date[], $16::bytea[], $17::bytea[], $18::text[], $19::text[], $20::text[], $21::text[],
      $22::integer[], string_to_array($23, E'\n'), string_to_array($24, E'\n'), string_to_array($25, E'\n'),
      string_to_array($26, E'\n'), string_to_array($27, E'\n'), string_to_array($28, E'\n'), string_to_array($29, E'\n'),
      $30::integer[], $31::integer[], $32::integer[], $34::text[]) as g (day, hash, fingerprint, tenant, reservation, channel,
      order_ref, hold_seconds, head, lines, allocations, subject, stock_subject, stock_changed, answer, place, taken,
      changes, traced)
    where c.holds
  ), stocked as (
    insert into inventory.stock (tenant, sku, location, on_hand, reserved, in_transit, safety_stock, promise_limit,
      ships_from, allotments, version)
    select tenant, sku, location, on_hand, reserved + taken, in_transit, safety_stock, promise_limit, ships_from,
      new_allotments::jsonb, version + changes
    from locked
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
      ('StockChanged', g.stock_subject, g.stock_version, g.stock_changed || g.counters || g.traced || '}'),
      ('ReservationChanged', g.subject, 1, '{"type":"ReservationChanged","after":' || g.made || g.traced || '}')
    ) as e (type, subject, version, data)
  ), answered as (
    insert into inventory.idempotency_key (day, key_hash, tenant, fingerprint, answer, answered_at)
    select day, hash, tenant, fingerprint, (answer || counters || '}],"reservation":' || made || '}')::json, now
    from given
  )
  select holds, (extract(epoch from now) * 1000)::bigint as now, on_hand, reserved, in_transit, version,
    case when holds then set_config('inventory.written_ahead', $36::bigint::text, false) end
  from checked`;

function valuesOfRows(rows: readonly RowAhead[]): readonly unknown[] {
  return [
    ...columnsOf(rows, [
      ({ tenant }) => tenant,
      ({ sku }) => sku,
      ({ location }) => location,
      ({ before }) => before.safetyStock,
      ({ before }) => before.promiseLimit,
      ({ before }) => timestampOf(before.shipsFrom),
    ]),
    linesOf(rows.map(({ before }) => before.allotments)),
    linesOf(rows.map(({ allotments }) => allotments)),
    ...columnsOf(rows, [({ needed }) => needed]),
    rows.map(({ isBeyond }) => isBeyond),
    ...columnsOf(rows, [({ taken }) => taken, ({ changes }) => changes]),
  ];
}

/** The first and the last day of some reservations' keys. */
function daysOf(reservations: readonly ReservedAhead[]): readonly unknown[] {
  const days = reservations.map(({ key }) => key.day).toSorted();
  return [days[0], days.at(-1)];
}

function valuesOfReservations(reservations: readonly ReservedAhead[]): readonly unknown[] {
  const lines = (part: (reserved: ReservedAhead) => string): string => reservations.map(part).join("\n");
  const terms = reservations.map(({ stock }) => termsOf(stock.after));
  const behindTerms = (before: (reserved: ReservedAhead) => string): string =>
    reservations.map((reserved, index) => `${before(reserved)},"after":{${terms[index] ?? ""},`).join("\n");
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
    lines(({ reservation: { after } }) => headOf(after)),
    lines(({ reservation: { after } }) => JSON.stringify(after.lines)),
    lines(({ reservation: { after } }) => JSON.stringify(after.allocations)),
    lines(({ reservation }) => subjectOf(reservation)),
    lines(({ stock }) => subjectOf(stock)),
    behindTerms(stockBefore),
    behindTerms(answerBefore),
    ...columnsOf(reservations, [({ row }) => row + 1, ({ taken }) => taken, ({ changes }) => changes]),
  ];
}

/** How the traces of reservations continue the JSON of their events; nothing where they are not recorded. */
function tracesOf(reservations: readonly ReservedAhead[]): readonly string[] {
  return reservations.map(({ traceparent }) =>
    traceparent === undefined ? "" : `,"traceparent":${JSON.stringify(traceparent)}`,
  );
}

/** A change of a stock row as JSON up to how the row is after it: its terms, and the counters, which the database fills in. */
function stockBefore({ stock }: ReservedAhead): string {
  return `{${membersOf({ ...stock, after: undefined })}`;
}

/** An answer as JSON up to the same. */
function answerBefore({ stock: { tenant, sku, location } }: ReservedAhead): string {
  return `{"accepted":true,"stock":[{${membersOf({ tenant, sku, location })}`;
}

function headOf({ tenant, reservation, channel, status }: Reservation): string {
  return membersOf({ tenant, reservation, channel, status });
}

function termsOf({ safetyStock, promiseLimit, shipsFrom, allotments }: StockLevel): string {
  return membersOf({ safetyStock, promiseLimit, shipsFrom, allotments });
}

/** An object as JSON, without its braces and what is `undefined` in it. */
function membersOf(value: object): string {
  return JSON.stringify(value).slice(1, -1);
}
