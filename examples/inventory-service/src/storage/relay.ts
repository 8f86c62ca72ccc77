import { columnsOf } from "./columns";
import type { Db } from "./db";

/** Rows that keep how far shards have been published: those of the events' own stream, or of one feed. */
export interface ShardRows {
  /** In the names of statements. */
  readonly name: string;
  readonly table: "relay_shard" | "feed_shard";
  /** Which rows of the table they are, as SQL. */
  readonly where: string;
}

/** Those of the events' own stream. */
export const STREAM_SHARDS: ShardRows = { name: "shards", table: "relay_shard", where: "true" };

const CONTRACT = /^[a-z][a-z-]*@\d+$/;

/** Those of the feed by a contract, such as `stock-changes@1`. */
export function feedShards(contract: string): ShardRows {
  if (!CONTRACT.test(contract)) {
    throw new Error(`internal: "${contract}" is the name of no contract`);
  }
  return { name: contract, table: "feed_shard", where: `contract = '${contract}'` };
}

/** Makes the rows of a feed where there are none: it begins with the oldest event of the log. */
export async function makeFeedShards(db: Db, contract: string): Promise<void> {
  await db.query({
    name: "make-feed-shards",
    text: `
      insert into inventory.feed_shard (contract, shard) select $1, generate_series(0, 63)
      on conflict (contract, shard) do nothing`,
    values: [contract],
  });
}

/** How far a shard has been published. */
export interface Position {
  /** A transaction's number, as text: it has 64 bits. */
  readonly transaction: string;
  readonly sequence: string;
}

/** The right to publish a shard, as long as nobody has followed. */
export interface Lease extends Position {
  readonly shard: number;
  /** Counts the owners of the shard. */
  readonly fence: number;
}

/** An event of the log. */
export interface LoggedEvent extends Position {
  readonly shard: number;
  readonly recordedAt: Date;
  readonly tenant: string;
  readonly type: string;
  readonly subject: string;
  readonly version: number;
  readonly data: object;
  /** For how long it has been in the log, in ms, by the database's clock. */
  readonly ageMilliseconds: number;
}

interface LeaseRow extends Position {
  readonly shard: number;
  readonly fence: string;
}

/** Takes shards that nobody publishes, or no longer. Each that is taken gets a fence above all before. */
export async function takeShards(
  db: Db,
  { name, table, where }: ShardRows,
  {
    owner,
    most,
    leaseMilliseconds,
  }: { readonly owner: string; readonly most: number; readonly leaseMilliseconds: number },
): Promise<readonly Lease[]> {
  const { rows } = await db.query<LeaseRow>({
    name: `take-${name}`,
    text: `
      update inventory.${table} as taken
      set owner = $1, fence = taken.fence + 1, leased_to = clock_timestamp() + make_interval(secs => $3 / 1000.0)
      where ${where} and taken.shard = any (array(
        select free.shard from inventory.${table} as free
        where ${where} and free.leased_to < clock_timestamp()
        order by free.shard
        limit $2
        for update skip locked
      ))
      returning taken.shard, taken.fence, taken.transaction, taken.sequence`,
    values: [owner, most, leaseMilliseconds],
  });
  return rows.map((row) => ({ ...row, fence: Number(row.fence) }));
}

/**
 * Says how far shards have been published, and keeps them for another while.
 * @returns the leases that still hold; somebody else has followed in the others, whose positions are as he left them
 */
export async function keepShards(
  db: Db,
  leases: readonly Lease[],
  { rows: { name, table, where }, leaseMilliseconds }: { readonly rows: ShardRows; readonly leaseMilliseconds: number },
): Promise<readonly Lease[]> {
  const { rows: found } = await db.query<{ shard: number }>({
    name: `keep-${name}`,
    text: `
      update inventory.${table} as kept
      set transaction = p.transaction, sequence = p.sequence,
        leased_to = clock_timestamp() + make_interval(secs => $1 / 1000.0)
      from unnest($2::smallint[], $3::bigint[], $4::xid8[], $5::bigint[]) as p (shard, fence, transaction, sequence)
      where ${where} and kept.shard = p.shard and kept.fence = p.fence
      returning kept.shard`,
    values: [
      leaseMilliseconds,
      ...columnsOf(leases, [
        ({ shard }) => shard,
        ({ fence }) => fence,
        ({ transaction }) => transaction,
        ({ sequence }) => sequence,
      ]),
    ],
  });
  const kept = new Set(found.map(({ shard }) => shard));
  return leases.filter(({ shard }) => kept.has(shard));
}

/** Gives shards back, so that another relay need not wait for the end of the lease. */
export async function leaveShards(db: Db, { name, table, where }: ShardRows, leases: readonly Lease[]): Promise<void> {
  await db.query({
    name: `leave-${name}`,
    text: `
      update inventory.${table} as left_alone set owner = null, leased_to = '-infinity'
      from unnest($1::smallint[], $2::bigint[]) as p (shard, fence)
      where ${where} and left_alone.shard = p.shard and left_alone.fence = p.fence`,
    values: [...columnsOf(leases, [({ shard }) => shard, ({ fence }) => fence])],
  });
}

/** The next events of some shards, so many of each at most, in the order in which they are to be published. */
export async function eventsAfter(
  db: Db,
  leases: readonly Lease[],
  mostOfShard: number,
): Promise<readonly LoggedEvent[]> {
  const { rows } = await db.query<LoggedEvent & { readonly version: string }>({
    name: "events-after",
    text: `
      select shard, transaction, sequence, recorded_at as "recordedAt", tenant, type, subject, version, data,
        (extract(epoch from clock_timestamp() - recorded_at) * 1000)::double precision as "ageMilliseconds"
      from inventory.events_after($1, $2, $3, $4)`,
    values: [
      ...columnsOf(leases, [({ shard }) => shard, ({ transaction }) => transaction, ({ sequence }) => sequence]),
      mostOfShard,
    ],
  });
  return rows.map((row) => ({ ...row, version: Number(row.version) }));
}

/** How old the oldest event is that has not been published, of all shards, in seconds; 0 where there is none. */
export async function unpublishedAge(db: Db, { name, table, where } = STREAM_SHARDS): Promise<number> {
  const { rows } = await db.query<{ seconds: number }>({
    name: `unpublished-age-${name}`,
    text: `
      select coalesce(extract(epoch from clock_timestamp() - min(e.recorded_at)), 0)::double precision as seconds
      from (
        select array_agg(shard) as shards, array_agg(transaction) as transactions, array_agg(sequence) as sequences
        from inventory.${table} where ${where}
      ) as published
      cross join lateral inventory.events_after(shards, transactions, sequences, 1) as e`,
  });
  return rows[0]?.seconds ?? 0;
}
