import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Db } from "./db";

/** A numbered file of SQL. */
export interface Migration {
  readonly name: string;
  readonly text: string;
}

/** How long a migration waits for a lock. */
interface Patience {
  /** After this time it gives up: whoever comes after it waits behind it as long. */
  readonly lockMilliseconds: number;
  /** How long it rests before it tries again. Those that waited behind it go first. */
  readonly restMilliseconds: number;
  /** How often it tries. */
  readonly attempts: number;
}

const PATIENCE: Patience = { lockMilliseconds: 200, restMilliseconds: 1_000, attempts: 60 };

/** Building beside the writers, it keeps nobody waiting while it waits. */
const PATIENCE_BESIDE: Patience = { lockMilliseconds: 60_000, restMilliseconds: 1_000, attempts: 1 };

/** PostgreSQL's code of a lock that was not had in time. */
const LOCK_NOT_AVAILABLE = "55P03";

/** The first line of a migration that builds beside the writers: each of its statements is a transaction of its own. */
const NO_TRANSACTION = "-- no-transaction\n";

/** The migrations of a folder, in order. */
export function readMigrations(folder: string): readonly Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}_.*\.sql$/.test(name))
    .sort()
    .map((name) => ({ name, text: readFileSync(path.join(folder, name), "utf8") }));
}

/**
 * Applies what has not been applied, by a role that may create schemas and roles. Of two that migrate at once, the second
 * waits, and finds the work done. A lock that others hold is waited for a moment at a time, so that writers hardly notice.
 * @returns the names of those that it applied
 * @throws Error when an applied migration is no longer what it was, or a lock was not to be had within a minute
 */
export async function migrate(db: Db, migrations: readonly Migration[]): Promise<readonly string[]> {
  await claim(db);
  try {
    await db.query({
      text: `create table if not exists public.inventory_migration (
        name text primary key, hash text not null, applied_at timestamptz not null default now())`,
    });
    const applied: string[] = [];
    for (const migration of migrations) {
      if (await isMissing(db, migration)) {
        await apply(db, migration);
        applied.push(migration.name);
      }
    }
    return applied;
  } finally {
    const text = "select pg_advisory_unlock(hashtextextended('inventory.migrate', 0))";
    await db.query({ text }).catch(() => undefined);
  }
}

/** Waits until nobody else migrates. It asks again and again: who waits within a statement keeps indexes from being built. */
async function claim(db: Db): Promise<void> {
  const text = "select pg_try_advisory_lock(hashtextextended('inventory.migrate', 0)) as mine";
  while ((await db.query<{ mine: boolean }>({ text })).rows[0]?.mine !== true) {
    await setTimeout(PATIENCE.restMilliseconds);
  }
}

async function isMissing(db: Db, migration: Migration): Promise<boolean> {
  const { rows } = await db.query<{ hash: string }>({
    text: "select hash from public.inventory_migration where name = $1",
    values: [migration.name],
  });
  const [before] = rows;
  if (before !== undefined && before.hash !== hashOf(migration)) {
    throw new Error(`migration ${migration.name} is not what was applied; write a new one instead of changing it`);
  }
  return before === undefined;
}

async function apply(db: Db, migration: Migration): Promise<void> {
  const isBeside = migration.text.startsWith(NO_TRANSACTION);
  const { lockMilliseconds, restMilliseconds, attempts } = isBeside ? PATIENCE_BESIDE : PATIENCE;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await (isBeside ? applyBeside : applyWhole)(db, migration, lockMilliseconds);
    } catch (error) {
      if (!isLocked(error)) {
        throw error;
      }
      if (attempt === attempts) {
        throw new Error(
          `migration ${migration.name} had no lock within a minute; end the transactions that have been open for so long, and start it again`,
          { cause: error },
        );
      }
      await setTimeout(restMilliseconds);
    }
  }
}

async function applyWhole(db: Db, migration: Migration, lockMilliseconds: number): Promise<void> {
  await db.query({ text: "begin" });
  try {
    await db.query({ text: `set local lock_timeout = ${lockMilliseconds}` });
    await db.query({ text: migration.text });
    await note(db, migration);
    await db.query({ text: "commit" });
  } catch (error) {
    await db.query({ text: "rollback" });
    throw error;
  }
}

async function applyBeside(db: Db, migration: Migration, lockMilliseconds: number): Promise<void> {
  await db.query({ text: `set lock_timeout = ${lockMilliseconds}` });
  try {
    for (const statement of migration.text.split(/;\s*(?:\n|$)/).filter((each) => each.trim() !== "")) {
      await db.query({ text: statement });
    }
    await note(db, migration);
  } finally {
    await db.query({ text: "reset lock_timeout" }).catch(() => undefined);
  }
}

async function note(db: Db, migration: Migration): Promise<void> {
  await db.query({
    text: "insert into public.inventory_migration (name, hash) values ($1, $2)",
    values: [migration.name, hashOf(migration)],
  });
}

function hashOf({ text }: Migration): string {
  return createHash("sha256").update(text).digest("hex");
}

function isLocked(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === LOCK_NOT_AVAILABLE;
}
