import type { Db } from "./db";

/** Begins a transaction that sees the rows of its tenants, and of no others. */
export async function begin(db: Db, tenants: readonly string[]): Promise<void> {
  await Promise.all([db.query({ text: "begin" }), showTenants(db, tenants)]);
}

/** Has the transaction that has begun see the rows of some tenants. */
export async function showTenants(db: Db, tenants: readonly string[]): Promise<void> {
  await db.query({
    name: "show-tenants",
    text: "select set_config('inventory.tenants', $1, true)",
    values: [JSON.stringify(tenants)],
  });
}

/**
 * A part of a statement that is a transaction of its own: has it see the rows of the tenants in a parameter, a JSON array. It holds
 * for whatever is joined laterally behind it.
 */
export function shownTenants(parameter: string): string {
  return `shown as materialized (select set_config('inventory.tenants', ${parameter}, true) as tenants)`;
}

/** The tenants of some rows, as that parameter. */
export function tenantsOf(rows: readonly { readonly tenant: string }[]): string {
  return JSON.stringify([...new Set(rows.map(({ tenant }) => tenant))]);
}
