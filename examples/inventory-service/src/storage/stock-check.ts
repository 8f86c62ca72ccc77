import type { Db, DbPool } from "./db";

/** What can be wrong with a stock row, as `inventory.faulty_stock` says it. */
export const STOCK_FAULTS = ["negative", "over-allocated", "reserved-mismatch"] as const;

/** What is wrong with a stock row. */
export type StockFault = (typeof STOCK_FAULTS)[number];

/** How many rows have each fault. */
export type FaultCounts = Readonly<Record<StockFault, number>>;

/** What a look at all tenants found. */
export interface StockCheck {
  /** Tenants that have stock. */
  readonly tenants: number;
  /** Those of them that took too long to look at. */
  readonly unchecked: number;
  readonly faults: FaultCounts;
}

/** What the database says of a statement that took too long. */
const QUERY_CANCELED = "57014";

/** Tenants that are listed at once. */
const MOST_TENANTS = 500;

/** All tenants that have stock, in order. */
export async function* tenantsWithStock(db: Db): AsyncGenerator<string> {
  let after = "";
  let page: readonly string[];
  do {
    page = await tenantsAfter(db, after);
    yield* page;
    after = page.at(-1) ?? after;
  } while (page.length === MOST_TENANTS);
}

async function tenantsAfter(db: Db, after: string): Promise<readonly string[]> {
  const { rows } = await db.query<{ tenant: string }>({
    text: "select tenant from inventory.tenants_after($1, $2) as tenant",
    values: [after, MOST_TENANTS],
  });
  return rows.map(({ tenant }) => tenant);
}

/** How many rows of a tenant have each fault; `undefined` where it takes longer than allowed to say so. */
export async function countFaults(
  pool: DbPool,
  tenant: string,
  timeoutMilliseconds: number,
): Promise<FaultCounts | undefined> {
  const connection = await pool.connect();
  try {
    const [, , { rows }] = await Promise.all([
      connection.query({ text: "begin read only" }),
      connection.query({
        text: "select set_config('statement_timeout', $1, true)",
        values: [String(timeoutMilliseconds)],
      }),
      connection.query<{ negative: string; over: string; mismatched: string }>({
        text: `
          select count(*) filter (where 'negative' = any (faults)) as negative,
            count(*) filter (where 'over-allocated' = any (faults)) as over,
            count(*) filter (where 'reserved-mismatch' = any (faults)) as mismatched
          from inventory.faulty_stock($1)`,
        values: [tenant],
      }),
      connection.query({ text: "commit" }),
    ]);
    connection.release();
    const [found] = rows;
    return {
      negative: Number(found?.negative),
      "over-allocated": Number(found?.over),
      "reserved-mismatch": Number(found?.mismatched),
    };
  } catch (error) {
    connection.release(true);
    if (Object(error).code === QUERY_CANCELED) {
      return undefined;
    }
    throw error;
  }
}

/** Notes what a look at all tenants found, for all replicas. */
export async function noteStockCheck(db: Db, { tenants, unchecked, faults }: StockCheck): Promise<void> {
  await db.query({
    text: `
      insert into inventory.stock_check (ended_at, tenants, unchecked, negative, over_allocated, mismatched)
      values (clock_timestamp(), $1, $2, $3, $4, $5)
      on conflict (only_row) do update
      set ended_at = excluded.ended_at, tenants = excluded.tenants, unchecked = excluded.unchecked,
        negative = excluded.negative, over_allocated = excluded.over_allocated, mismatched = excluded.mismatched`,
    values: [tenants, unchecked, faults.negative, faults["over-allocated"], faults["reserved-mismatch"]],
  });
}

/** What the last look found, when it ended and how long ago; `undefined` where there was none. */
export async function lastStockCheck(
  db: Db,
): Promise<(StockCheck & { readonly endedAt: Date; readonly ageSeconds: number }) | undefined> {
  const { rows } = await db.query<Record<string, string> & { ended_at: Date; age: number }>({
    text: `
      select *, extract(epoch from clock_timestamp() - ended_at)::double precision as age
      from inventory.stock_check`,
  });
  const [row] = rows;
  return (
    row && {
      endedAt: row.ended_at,
      ageSeconds: row.age,
      tenants: Number(row["tenants"]),
      unchecked: Number(row["unchecked"]),
      faults: {
        negative: Number(row["negative"]),
        "over-allocated": Number(row["over_allocated"]),
        "reserved-mismatch": Number(row["mismatched"]),
      },
    }
  );
}
