import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Db } from "./db";

/** A numbered file of SQL. */
export interface Migration {
  readonly name: string;
  readonly text: string;
}

/** The migrations of a folder, in order. */
export function readMigrations(folder: string): readonly Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}_.*\.sql$/.test(name))
    .sort()
    .map((name) => ({ name, text: readFileSync(path.join(folder, name), "utf8") }));
}

/**
 * Applies what has not been applied, each in a transaction of its own, by a role that may create schemas and roles.
 * @returns the names of those that it applied
 * @throws Error when an applied migration is no longer what it was
 */
export async function migrate(db: Db, migrations: readonly Migration[]): Promise<readonly string[]> {
  await db.query({
    text: `create table if not exists public.inventory_migration (
      name text primary key, hash text not null, applied_at timestamptz not null default now())`,
  });
  const applied: string[] = [];
  for (const migration of migrations) {
    if (await apply(db, migration)) {
      applied.push(migration.name);
    }
  }
  return applied;
}

async function apply(db: Db, { name, text }: Migration): Promise<boolean> {
  const hash = createHash("sha256").update(text).digest("hex");
  await db.query({ text: "begin" });
  try {
    // Of two that migrate at once, the second waits here, and finds the work done.
    await db.query({ text: "lock table public.inventory_migration in exclusive mode" });
    const { rows } = await db.query<{ hash: string }>({
      text: "select hash from public.inventory_migration where name = $1",
      values: [name],
    });
    const [before] = rows;
    if (before !== undefined && before.hash !== hash) {
      throw new Error(`migration ${name} is not what was applied; write a new one instead of changing it`);
    }
    if (before === undefined) {
      await db.query({ text });
      await db.query({
        text: "insert into public.inventory_migration (name, hash) values ($1, $2)",
        values: [name, hash],
      });
    }
    await db.query({ text: "commit" });
    return before === undefined;
  } catch (error) {
    await db.query({ text: "rollback" });
    throw error;
  }
}
