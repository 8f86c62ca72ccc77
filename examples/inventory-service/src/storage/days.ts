import type { Db } from "./db";

/**
 * Makes the partitions of the next days, and drops those of forgotten keys whole.
 * @returns how many days after today are made; `undefined` where another replica is at it
 */
export async function keepDays(db: Db): Promise<number | undefined> {
  const { rows } = await db.query<{ ahead: number | null }>({
    name: "keep-days",
    text: "select inventory.keep_days() - (clock_timestamp() at time zone 'UTC')::date as ahead",
  });
  return rows[0]?.ahead ?? undefined;
}
