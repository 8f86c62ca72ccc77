import type { Client } from "pg";

/** What keeps a stock row as it has to be. Tests that need one that is not drop these first. */
const CONSTRAINTS = ["on_hand_not_negative", "reserved_not_negative", "in_transit_not_negative", "promises_kept"];

/** Changes stock rows past the service, the constraints and the log, as somebody with the owner's password could. */
export async function damage(owner: Client, sku: string, assignment: string): Promise<void> {
  const drops = CONSTRAINTS.map((name) => `drop constraint if exists stock_${name}`);
  await owner.query(`alter table inventory.stock ${drops.join(", ")}`);
  await owner.query(`update inventory.stock set ${assignment} where sku = $1`, [sku]);
}
