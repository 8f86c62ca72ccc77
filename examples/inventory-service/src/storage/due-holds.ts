import type { Db } from "./db";

/** A hold whose time is over. */
export interface DueHold {
  readonly tenant: string;
  readonly reservation: string;
  /** For how long it has been over by the database's clock, in ms. */
  readonly overdueMilliseconds: number;
}

/** Holds of all tenants whose time is over by the database's clock, the oldest first. */
export async function dueHolds(db: Db, most: number): Promise<readonly DueHold[]> {
  const { rows } = await db.query<DueHold>({
    name: "due-holds",
    text: `
      select tenant, reservation,
        (extract(epoch from clock_timestamp() - expires_at) * 1000)::double precision as "overdueMilliseconds"
      from inventory.due_holds($1)`,
    values: [most],
  });
  return rows;
}
