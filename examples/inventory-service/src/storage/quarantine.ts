import type { Reservation, StockKey } from "../domain";
import { columnsOf, linesOf } from "./columns";
import type { Db } from "./db";

/** An event to append as it was, or as it is now. */
export interface EventToKeep {
  readonly tenant: string;
  readonly type: string;
  readonly subject: string;
  readonly version: number;
  readonly data: object;
}

/** How a reservation stands: what a failover may lose of it. */
export type ReservationState = Pick<Reservation, "status" | "allocations" | "returned">;

/** What a lost command did to a stock row. */
export interface LostUnits {
  readonly sku: string;
  readonly location: string;
  /** Units of the row that nobody is sold meanwhile. */
  readonly withheld: number;
  /** Units that the reservation has of the row once it is reinstated. */
  readonly promised: number;
  readonly onHand: number;
  readonly inTransit: number;
}

/** A command that the promoted database does not have. */
export interface LostCommand {
  readonly tenant: string;
  /** All lost changes of one reservation are one command; `null` for a change of stock alone. */
  readonly reservation: string | null;
  readonly events: readonly Pick<EventToKeep, "subject" | "version" | "type">[];
  /** How the reservation became, as events told. */
  readonly told: ReservationState | null;
  /** How it is in the promoted database. */
  readonly before: ReservationState | null;
  readonly units: readonly LostUnits[];
}

/** A lost command as it is kept. */
export interface KeptCommand extends LostCommand {
  readonly id: number;
  readonly epoch: number;
  readonly foundAt: Date;
  readonly resolution: "reinstated" | "abandoned" | null;
}

/** The versions of subjects in a database; 0 of those that are not there. For the owner of the tables, as all of this file. */
export async function versionsOf(db: Db, subjects: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await db.query<{ subject: string; version: string }>({
    name: "versions-of",
    text: `
      select w.subject, coalesce(
        case when json_array_length(w.key) = 3
          then (select version from inventory.stock where tenant = w.key ->> 0 and sku = w.key ->> 1 and location = w.key ->> 2)
          else (select version from inventory.reservation where tenant = w.key ->> 0 and reservation = w.key ->> 1)
        end, 0) as version
      from (select subject, subject::json as key from unnest($1::text[]) as s (subject)) as w`,
    values: [subjects],
  });
  return new Map(rows.map(({ subject, version }) => [subject, Number(version)]));
}

/** When the last event was recorded that a database has, by the clock of the one that recorded it. */
export async function lastRecorded(db: Db): Promise<Date | undefined> {
  const { rows } = await db.query<{ last: Date | null }>({
    text: `
      select max(one.recorded_at) as last
      from generate_series(0, 63) as s (shard)
      cross join lateral (
        select recorded_at from inventory.stock_event as e
        where e.shard = s.shard order by e.transaction desc, e.sequence desc limit 1
      ) as one`,
  });
  return rows[0]?.last ?? undefined;
}

/** Takes all shards, under numbers above those of lower epochs. What it returns is the number of each. */
export async function takeAllShards(
  db: Db,
  {
    owner,
    firstFence,
    leaseSeconds,
  }: { readonly owner: string; readonly firstFence: number; readonly leaseSeconds: number },
): Promise<ReadonlyMap<number, number>> {
  await db.query({
    text: "call inventory.take_all_shards($1, $2, make_interval(secs => $3))",
    values: [owner, firstFence, leaseSeconds],
  });
  const { rows } = await db.query<{ shard: number; fence: string }>({
    text: "select shard, fence from inventory.relay_shard where owner = $1",
    values: [owner],
  });
  return new Map(rows.map(({ shard, fence }) => [shard, Number(fence)]));
}

/** Gives all shards of an owner back. */
export async function leaveAllShards(db: Db, owner: string): Promise<void> {
  await db.query({
    text: "update inventory.relay_shard set owner = null, leased_to = '-infinity' where owner = $1",
    values: [owner],
  });
}

/** Appends events in their order, with numbers above one that others have seen. */
export async function keepEvents(db: Db, events: readonly EventToKeep[], seenSequence: string): Promise<void> {
  await db.query({ text: "call inventory.skip_sequences($1)", values: [seenSequence] });
  await db.query({
    text: `
      insert into inventory.stock_event (shard, transaction, recorded_at, tenant, type, subject, version, data)
      select hashtextextended(e.subject, 0) & 63, (select inventory.event_position()), clock_timestamp(), e.tenant, e.type,
        e.subject, e.version, e.data::json
      from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], string_to_array($5, E'\\n'))
        as e (tenant, type, subject, version, data)`,
    values: [
      ...columnsOf(events, [
        ({ tenant }) => tenant,
        ({ type }) => type,
        ({ subject }) => subject,
        ({ version }) => version,
      ]),
      linesOf(events.map(({ data }) => data)),
    ],
  });
}

/** Withholds so many units more of some rows, or fewer. Their safety stock is written apart: raised before, lowered after. */
export async function withholdUnits(db: Db, rows: readonly (StockKey & { readonly units: number })[]): Promise<void> {
  await db.query({
    text: `
      update inventory.stock as s set withheld = s.withheld + w.units
      from unnest($1::text[], $2::text[], $3::text[], $4::integer[]) as w (tenant, sku, location, units)
      where s.tenant = w.tenant and s.sku = w.sku and s.location = w.location`,
    values: columnsOf(rows, [
      ({ tenant }) => tenant,
      ({ sku }) => sku,
      ({ location }) => location,
      ({ units }) => units,
    ]),
  });
}

/** Keeps what was lost. */
export async function keepLost(db: Db, epoch: number, commands: readonly LostCommand[]): Promise<void> {
  for (const { tenant, reservation, events, told, before, units } of commands) {
    await db.query({
      name: "keep-lost",
      text: `
        with kept as (
          insert into inventory.lost_command (epoch, tenant, reservation, events, told, before)
          values ($1, $2, $3, $4, $5, $6)
          returning id
        )
        insert into inventory.lost_unit (command, sku, location, withheld, promised, on_hand, in_transit)
        select kept.id, u.* from kept
        cross join unnest($7::text[], $8::text[], $9::integer[], $10::integer[], $11::integer[], $12::integer[]) as u`,
      values: [
        ...[epoch, tenant, reservation, JSON.stringify(events), jsonOf(told), jsonOf(before)],
        ...columnsOf(units, [
          ({ sku }) => sku,
          ({ location }) => location,
          ({ withheld }) => withheld,
          ({ promised }) => promised,
          ({ onHand }) => onHand,
          ({ inTransit }) => inTransit,
        ]),
      ],
    });
  }
}

/** What was lost, in the order in which it was found; locked where it is about to be resolved. */
export async function readLost(
  db: Db,
  { ids, isOpen }: { readonly ids: readonly number[] | null; readonly isOpen: boolean },
): Promise<readonly KeptCommand[]> {
  const { rows } = await db.query<Omit<KeptCommand, "id" | "epoch"> & { id: string; epoch: string }>({
    text: `
      select c.id, c.epoch, c.tenant, c.reservation, c.events, c.told, c.before, c.found_at as "foundAt", c.resolution,
        coalesce((
          select json_agg(json_build_object('sku', u.sku, 'location', u.location, 'withheld', u.withheld,
            'promised', u.promised, 'onHand', u.on_hand, 'inTransit', u.in_transit) order by u.sku, u.location)
          from inventory.lost_unit as u where u.command = c.id
        ), '[]') as units
      from inventory.lost_command as c
      where ($1::bigint[] is null or c.id = any ($1)) and (c.resolution is null or not $2)
      order by c.id`,
    values: [ids, isOpen],
  });
  return rows.map((row) => ({ ...row, id: Number(row.id), epoch: Number(row.epoch) }));
}

/** Notes what became of a lost command; says whether nobody else has, at the same time or before. */
export async function noteResolved(
  db: Db,
  id: number,
  resolution: NonNullable<KeptCommand["resolution"]>,
): Promise<boolean> {
  const { rows } = await db.query({
    text: `
      update inventory.lost_command set resolution = $2, resolved_at = clock_timestamp()
      where id = $1 and resolution is null
      returning id`,
    values: [id, resolution],
  });
  return rows.length > 0;
}

/** How many lost commands are not resolved, and how many units are withheld for them. The service's own role may ask. */
export async function lostTotals(db: Db): Promise<{ readonly commands: number; readonly units: number }> {
  const { rows } = await db.query<{ commands: string; units: string }>({
    name: "lost-totals",
    text: "select commands, units from inventory.lost_totals()",
  });
  return { commands: Number(rows[0]?.commands ?? 0), units: Number(rows[0]?.units ?? 0) };
}

function jsonOf(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}
