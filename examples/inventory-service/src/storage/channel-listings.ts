import type { ChannelKey } from "./channel-messages";
import { columnsOf } from "./columns";
import type { Db } from "./db";

/** A SKU of which a marketplace may not know what there is. */
export interface DueListing extends ChannelKey {
  readonly sku: string;
  /** Counts the changes that it has to be told of. */
  readonly changes: number;
  /** The version that it was told last; -1 for none. */
  readonly told: number;
  readonly attempts: number;
  /** The last recorded change that it has to be told of, as of W3C trace context; `null` where there is none. */
  readonly traceparent: string | null;
}

/** A SKU that has changed. */
export interface ChangedListing extends Pick<DueListing, "tenant" | "channel" | "sku"> {
  /** Where it was changed, as of W3C trace context; `undefined` where that was not recorded. */
  readonly traceparent: string | undefined;
}

interface ListingRow extends ChannelKey, Pick<DueListing, "sku" | "attempts" | "traceparent"> {
  readonly changes: string;
  readonly told: string;
}

/** Notes that marketplaces have to be told of SKUs. One that they could not be told of just now is not tried earlier for it. */
export async function noteListings(db: Db, listings: readonly ChangedListing[]): Promise<void> {
  await db.query({
    name: "note-listings",
    text: `
      insert into inventory.channel_listing as l (tenant, channel, sku, traceparent, due_at)
      select n.tenant, n.channel, n.sku, n.traceparent, clock_timestamp()
      from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as n (tenant, channel, sku, traceparent)
      order by n.tenant, n.channel, n.sku
      on conflict (tenant, channel, sku) do update
      set changes = l.changes + 1, due_at = coalesce(l.due_at, excluded.due_at),
        traceparent = coalesce(excluded.traceparent, case when l.due_at is not null then l.traceparent end)`,
    values: columnsOf(listings, [
      ({ tenant }) => tenant,
      ({ channel }) => channel,
      ({ sku }) => sku,
      ({ traceparent = null }) => traceparent,
    ]),
  });
}

/** Notes that a marketplace has to be told of every SKU at some locations. */
export async function noteAllListings(
  db: Db,
  { tenant, channel }: ChannelKey,
  locations: readonly string[],
): Promise<void> {
  await db.query({
    name: "note-all-listings",
    text: `
      insert into inventory.channel_listing as l (tenant, channel, sku, due_at)
      select distinct $1, $2, s.sku, clock_timestamp()
      from inventory.stock as s where s.tenant = $1 and s.location = any ($3)
      on conflict (tenant, channel, sku) do update
      set changes = l.changes + 1, due_at = coalesce(l.due_at, excluded.due_at),
        traceparent = case when l.due_at is not null then l.traceparent end`,
    values: [tenant, channel, locations],
  });
}

/** SKUs that a marketplace is to be told of now, those first that have waited the longest. */
export async function dueListings(db: Db, most: number): Promise<readonly DueListing[]> {
  const { rows } = await db.query<ListingRow>({
    name: "due-listings",
    text: `
      select tenant, channel, sku, changes, told, attempts, traceparent from inventory.channel_listing
      where due_at <= clock_timestamp() order by due_at limit $1`,
    values: [most],
  });
  return rows.map((row) => ({ ...row, changes: Number(row.changes), told: Number(row.told) }));
}

/** What came of telling a marketplace. */
export interface ListingTold {
  /** The version that it knows. */
  readonly told: number;
  readonly problem: string | null;
  /** When it is tried again, in ms; `null` where there is nothing to try again. */
  readonly afterMilliseconds: number | null;
}

/** Keeps what came of telling a marketplace. What has changed since is told next, and no longer in the trace of what was told now. */
export async function saveListing(
  db: Db,
  { tenant, channel, sku, changes, attempts, traceparent }: DueListing,
  { told, problem, afterMilliseconds }: ListingTold,
): Promise<void> {
  await db.query({
    name: "save-listing",
    text: `
      update inventory.channel_listing
      set told = greatest(told, $4), problem = $5, attempts = $6,
        due_at = case
          when $7::float8 is not null then clock_timestamp() + make_interval(secs => $7 / 1000.0)
          when changes > $8 then clock_timestamp()
        end,
        traceparent = case
          when $7::float8 is not null or (changes > $8 and traceparent is distinct from $9) then traceparent
        end
      where tenant = $1 and channel = $2 and sku = $3`,
    values: [
      ...[tenant, channel, sku, told, problem],
      ...[afterMilliseconds === null ? 0 : attempts + 1, afterMilliseconds, changes, traceparent],
    ],
  });
}

/** What waits, and what waits for a person. */
export interface ChannelBacklog {
  readonly orders: number;
  readonly messages: number;
  readonly listings: number;
  readonly stuckOrders: number;
  readonly setAsideMessages: number;
}

/** Counts what waits in the channels of the tenants that are seen. */
export async function countBacklog(db: Db): Promise<ChannelBacklog> {
  const { rows } = await db.query<ChannelBacklog>({
    name: "count-backlog",
    text: `
      select
        (select count(*)::integer from inventory.channel_order where due_at is not null) as "orders",
        (select count(*)::integer from inventory.channel_message where state = 'waiting') as "messages",
        (select count(*)::integer from inventory.channel_listing where due_at is not null) as "listings",
        (select count(*)::integer from inventory.channel_order where step = 'stuck') as "stuckOrders",
        (select count(*)::integer from inventory.channel_message where state = 'set-aside') as "setAsideMessages"`,
  });
  const [row] = rows;
  if (row === undefined) {
    throw new Error("internal: a count yielded no row");
  }
  return row;
}
