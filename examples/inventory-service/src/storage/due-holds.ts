import type { Db } from "./db";

/** A hold whose time is over. */
export interface DueHold {
  readonly tenant: string;
  readonly reservation: string;
  readonly expiresAt: number;
}

/** Holds of all tenants whose time is over by the database's clock, the oldest first. */
export async function dueHolds(db: Db, most: number): Promise<readonly DueHold[]> {
  const { rows } = await db.query<{ tenant: string; reservation: string; expires_at: Date }>({
    name: "due-holds",
    text: "select tenant, reservation, expires_at from inventory.due_holds($1)",
    values: [most],
  });
  return rows.map(({ expires_at, ...hold }) => ({ ...hold, expiresAt: expires_at.getTime() }));
}
