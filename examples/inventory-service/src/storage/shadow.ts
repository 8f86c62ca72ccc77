import { columnsOf, timestampOf } from "./columns";
import type { Db, DbPool } from "./db";
import { inTenant } from "./in-tenant";

/** A stock row or a reservation as it would be, by its name. */
export interface ShadowItem<State> {
  readonly item: string;
  /** `null` before anything was written. */
  readonly state: State | null;
  /** When the legacy system made the last write that is in it, in ms since the epoch. */
  readonly writtenAt: number;
}

/** How a write compared. */
export interface ShadowComparison {
  readonly keyHash: string;
  /** Day of the write, `YYYY-MM-DD` in UTC. */
  readonly day: string;
  readonly operation: string;
  readonly difference: { readonly kind: string; readonly field: string; readonly reason: string } | null;
}

/** How many writes of a day compared how. */
export interface ParityRow {
  readonly day: string;
  readonly operation: string;
  /** `null` where both sides did the same. */
  readonly kind: string | null;
  readonly field: string | null;
  readonly reason: string | null;
  readonly writes: number;
}

/** Locks items in the order of their names; those that are new are made. */
export async function lockShadow<State>(
  db: Db,
  tenant: string,
  items: readonly string[],
): Promise<readonly ShadowItem<State>[]> {
  const values = [tenant, items];
  await db.query({
    name: "make-shadow",
    text: `
      insert into inventory.shadow_item (tenant, item) select $1, item from unnest($2::text[]) as i (item) order by item
      on conflict do nothing`,
    values,
  });
  const { rows } = await db.query<{ item: string; state: State | null; written_at: number }>({
    name: "lock-shadow",
    text: `
      select s.item, s.state, (extract(epoch from s.written_at) * 1000)::double precision as written_at
      from (select item from unnest($2::text[]) as i (item) order by item) as wanted
      cross join lateral (
        select * from inventory.shadow_item as one where one.tenant = $1 and one.item = wanted.item for update
      ) as s`,
    values,
  });
  return rows.map(({ written_at, ...row }) => ({ ...row, writtenAt: written_at }));
}

/** Writes items that are locked. */
export async function saveShadow<State>(db: Db, tenant: string, items: readonly ShadowItem<State>[]): Promise<void> {
  await db.query({
    name: "save-shadow",
    text: `
      insert into inventory.shadow_item (tenant, item, state, written_at)
      select $1, item, state::jsonb, written_at
      from unnest($2::text[], $3::text[], $4::timestamptz[]) as i (item, state, written_at)
      on conflict (tenant, item) do update set state = excluded.state, written_at = excluded.written_at`,
    values: [
      tenant,
      ...columnsOf(items, [
        ({ item }) => item,
        ({ state }) => JSON.stringify(state),
        ({ writtenAt }) => timestampOf(writtenAt),
      ]),
    ],
  });
}

/** Those of some keys, as hashes, under which a write has been compared. */
export async function comparedBefore(db: Db, tenant: string, hashes: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await db.query<{ hash: string }>({
    name: "compared-before",
    text: `
      select wanted.hash
      from unnest($2::text[]) as wanted (hash)
      cross join lateral (
        select from inventory.shadow_comparison as one
        where one.tenant = $1 and one.key_hash = decode(wanted.hash, 'hex') limit 1
      ) as found`,
    values: [tenant, hashes],
  });
  return new Set(rows.map(({ hash }) => hash));
}

/** Keeps how writes compared. */
export async function keepComparisons(db: Db, tenant: string, all: readonly ShadowComparison[]): Promise<void> {
  await db.query({
    name: "keep-comparisons",
    text: `
      insert into inventory.shadow_comparison (tenant, key_hash, day, operation, kind, field, reason)
      select $1, decode(hash, 'hex'), day, operation, kind, field, reason
      from unnest($2::text[], $3::date[], $4::text[], $5::text[], $6::text[], $7::text[])
        as c (hash, day, operation, kind, field, reason)
      order by hash
      on conflict do nothing`,
    values: [
      tenant,
      ...columnsOf(all, [
        ({ keyHash }) => keyHash,
        ({ day }) => day,
        ({ operation }) => operation,
        ({ difference }) => difference?.kind ?? null,
        ({ difference }) => difference?.field ?? null,
        ({ difference }) => difference?.reason ?? null,
      ]),
    ],
  });
}

/** Counts writes that found no room on a day. */
export async function countDropped(
  pool: DbPool,
  tenant: string,
  { day, writes }: { readonly day: string; readonly writes: number },
): Promise<void> {
  await inTenant(pool, tenant, (db) =>
    db.query({
      name: "count-dropped",
      text: `
        insert into inventory.shadow_dropped (tenant, day, writes) values ($1, $2, $3)
        on conflict (tenant, day) do update set writes = shadow_dropped.writes + excluded.writes`,
      values: [tenant, day, writes],
    }),
  );
}

/** How a tenant's writes compared between two days, both included; those that were dropped are missing. */
export async function readParity(
  pool: DbPool,
  { tenant, from, until }: { readonly tenant: string; readonly from: string; readonly until: string },
): Promise<readonly ParityRow[]> {
  const { rows } = await inTenant(pool, tenant, (db) =>
    db.query<ParityRow>({
      text: `
        select day::text as day, operation, kind, field, reason, count(*)::integer as writes
        from inventory.shadow_comparison where tenant = $1 and day between $2 and $3
        group by 1, 2, 3, 4, 5
        union all
        select day::text, 'any', 'dropped', 'write', 'missing', writes::integer
        from inventory.shadow_dropped where tenant = $1 and day between $2 and $3
        order by 1, 2, 3, 4`,
      values: [tenant, from, until],
    }),
  );
  return rows;
}
