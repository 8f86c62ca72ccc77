import { begin } from "./begin";
import { columnsOf } from "./columns";
import type { DbPool } from "./db";

/** What a source counted. */
export interface ExternalCount {
  readonly sku: string;
  readonly location: string;
  /** Grows with the counts of a source. */
  readonly sequence: number;
  readonly counted: number;
  /** When it was counted, as ISO 8601. */
  readonly countedAt: string;
}

/** Keeps what a source counted, as it said it; what it said before changes nothing. */
export async function keepCounts(
  pool: DbPool,
  { tenant, source }: { readonly tenant: string; readonly source: string },
  counts: readonly ExternalCount[],
): Promise<void> {
  const connection = await pool.connect();
  try {
    await Promise.all([
      begin(connection, [tenant]),
      connection.query({
        name: "keep-counts",
        text: `
          insert into inventory.external_count (day, tenant, source, sku, location, sequence, counted, counted_at)
          select (c.counted_at at time zone 'UTC')::date, $1, $2, c.sku, c.location, c.sequence, c.counted, c.counted_at
          from unnest($3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::timestamptz[])
            as c (sku, location, sequence, counted, counted_at)
          on conflict do nothing`,
        values: [
          tenant,
          source,
          ...columnsOf(counts, [
            ({ sku }) => sku,
            ({ location }) => location,
            ({ sequence }) => sequence,
            ({ counted }) => counted,
            ({ countedAt }) => countedAt,
          ]),
        ],
      }),
      connection.query({ text: "commit" }),
    ]);
    connection.release();
  } catch (error) {
    connection.release(true);
    throw error;
  }
}
