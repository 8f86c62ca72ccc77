import type { Db } from "./db";

/** Begins a transaction that sees the rows of its tenants, and of no others. */
export async function begin(db: Db, tenants: readonly string[]): Promise<void> {
  await Promise.all([
    db.query({ text: "begin" }),
    db.query({
      name: "show-tenants",
      text: "select set_config('inventory.tenants', $1, true)",
      values: [JSON.stringify(tenants)],
    }),
  ]);
}
