import type { StockKey } from "../domain";
import type { Db } from "./db";
import type { LoggedEvent, Position } from "./relay";

/** Where one page ended, and how long the next may be. */
interface Page<After> {
  readonly after: After;
  readonly most: number;
}

/** A stock row as a snapshot keeps it. */
export interface SnapshotRow extends StockKey {
  readonly shard: number;
  readonly onHand: number;
  readonly reserved: number;
  readonly inTransit: number;
  readonly version: string;
}

/** What a source counted, as it was told. */
export interface CountRow extends StockKey {
  readonly shard: number;
  readonly source: string;
  readonly sequence: string;
  readonly counted: string;
  readonly countedAt: Date;
  /** Grows with each that comes. */
  readonly received: string;
}

/** Days, as `YYYY-MM-DD`, whose events are in the log and not in the archive, and that ended so long ago. */
export async function daysToArchive(
  db: Db,
  { settledSeconds, most }: { readonly settledSeconds: number; readonly most: number },
): Promise<readonly string[]> {
  const { rows } = await db.query<{ day: string }>({
    name: "days-to-archive",
    text: "select day::text as day from inventory.days_to_archive(make_interval(secs => $1), $2) as day",
    values: [settledSeconds, most],
  });
  return rows.map(({ day }) => day);
}

/** Events of a day and shard, of all tenants, in the order of the log. */
export async function eventsOfDay(
  db: Db,
  { day, shard }: { readonly day: string; readonly shard: number },
  { after, most }: Page<Position>,
): Promise<readonly Omit<LoggedEvent, "ageMilliseconds">[]> {
  const { rows } = await db.query<LoggedEvent & { readonly version: string }>({
    name: "events-of-day",
    text: `
      select shard, transaction, sequence, recorded_at as "recordedAt", tenant, type, subject, version, data
      from inventory.events_of_day($1, $2, $3, $4, $5)`,
    values: [day, shard, after.transaction, after.sequence, most],
  });
  return rows.map((row) => ({ ...row, version: Number(row.version) }));
}

/** Stock rows of all tenants, in the order of their keys. */
export async function stockAfter(db: Db, { after, most }: Page<StockKey>): Promise<readonly SnapshotRow[]> {
  const { rows } = await db.query<SnapshotRow>({
    name: "stock-after",
    text: `
      select shard, tenant, sku, location, on_hand as "onHand", reserved, in_transit as "inTransit", version
      from inventory.stock_after($1, $2, $3, $4)`,
    values: [after.tenant, after.sku, after.location, most],
  });
  return rows;
}

/** Days whose counts are not all in the archive, with the number of the last that came. */
export async function daysOfNewCounts(
  db: Db,
  most: number,
): Promise<readonly { readonly day: string; readonly received: string }[]> {
  const { rows } = await db.query<{ day: string; received: string }>({
    name: "days-of-new-counts",
    text: "select day::text as day, received from inventory.days_of_new_counts($1)",
    values: [most],
  });
  return rows;
}

/** Counts of a day, of all tenants, in the order in which they came, up to one of them. */
export async function countsOfDay(
  db: Db,
  { day, received }: { readonly day: string; readonly received: string },
  { after, most }: Page<string>,
): Promise<readonly CountRow[]> {
  const { rows } = await db.query<CountRow>({
    name: "counts-of-day",
    text: `
      select shard, tenant, sku, location, source, sequence, counted, counted_at as "countedAt", received
      from inventory.counts_of_day($1, $2, $3, $4)`,
    values: [day, after, received, most],
  });
  return rows;
}

/** Today, as `YYYY-MM-DD` in UTC, if there is no snapshot of it yet. */
export async function dayWithoutSnapshot(db: Db): Promise<string | undefined> {
  const { rows } = await db.query<{ day: string }>({
    name: "day-without-snapshot",
    text: `
      select today.day::text as day
      from (select (clock_timestamp() at time zone 'UTC')::date as day) as today
      where not exists (select from inventory.archived_day as a where a.day = today.day and a.snapshot_at is not null)`,
  });
  return rows[0]?.day;
}

/** Notes that all of a day's events are in the archive, and the hash of what names them. */
export async function noteArchived(
  db: Db,
  { day, events, manifest }: { readonly day: string; readonly events: number; readonly manifest: string },
): Promise<void> {
  await db.query({
    text: `
      insert into inventory.archived_day (day, events, manifest) values ($1, $2, $3)
      on conflict (day) do update set events = excluded.events, manifest = excluded.manifest`,
    values: [day, events, manifest],
  });
}

/** Notes that a day is not in the archive after all: it is archived anew. */
export async function noteNotArchived(db: Db, day: string): Promise<void> {
  await db.query({
    text: "update inventory.archived_day set events = null, manifest = null where day = $1",
    values: [day],
  });
}

/** Notes that a day's snapshot is in the archive. */
export async function noteSnapshot(db: Db, day: string): Promise<void> {
  await db.query({
    text: `
      insert into inventory.archived_day (day, snapshot_at) values ($1, clock_timestamp())
      on conflict (day) do update set snapshot_at = excluded.snapshot_at`,
    values: [day],
  });
}

/** Notes up to which a day's counts are in the archive. */
export async function noteCounts(
  db: Db,
  { day, received }: { readonly day: string; readonly received: string },
): Promise<void> {
  await db.query({
    text: `
      insert into inventory.archived_day (day, counts) values ($1, $2)
      on conflict (day) do update set counts = excluded.counts`,
    values: [day, received],
  });
}

/** Deletes counts of days that ended so long ago, and that are in the archive. */
export async function forgetCounts(db: Db, keptSeconds: number): Promise<void> {
  await db.query({ text: "select inventory.forget_counts(make_interval(secs => $1))", values: [keptSeconds] });
}

/** Days that ended so long ago, whose events are archived and in the log too, with the hash of what names them. */
export async function archivedDays(
  db: Db,
  keptSeconds: number,
): Promise<readonly { readonly day: string; readonly manifest: string }[]> {
  const { rows } = await db.query<{ day: string; manifest: string }>({
    text: `
      select a.day::text as day, a.manifest
      from inventory.archived_day as a
      where a.events is not null
        and ((a.day + 1)::timestamp at time zone 'UTC') + make_interval(secs => $1) <= clock_timestamp()
        and to_regclass('inventory.stock_event_' || to_char(a.day, 'YYYYMMDD')) is not null
      order by a.day`,
    values: [keptSeconds],
  });
  return rows;
}

/**
 * Drops a day's events, if all of them are archived and published and it ended so long ago.
 * @returns why not; `null` where it is done
 */
export async function dropArchivedDay(
  db: Db,
  { day, keptSeconds }: { readonly day: string; readonly keptSeconds: number },
): Promise<string | null> {
  const { rows } = await db.query<{ refusal: string | null }>({
    text: "select inventory.drop_archived_day($1, make_interval(secs => $2)) as refusal",
    values: [day, keptSeconds],
  });
  return rows[0]?.refusal ?? null;
}
