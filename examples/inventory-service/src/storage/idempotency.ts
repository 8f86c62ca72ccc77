import { createHash } from "node:crypto";
import type { Command } from "../domain";
import type { Db } from "./db";
import type { Answer, CommandRequest } from "./request";

/** Days for which answers are kept; older keys are refused. */
export const KEY_DAYS = 7;

const DAY_MILLISECONDS = 86_400_000;
const UUID_V7 = /^([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** A request's key as it is stored: neither the key nor its owner can be read from it. */
export interface StoredKey {
  /** The key's own day, as `YYYY-MM-DD`. */
  readonly day: string;
  /** Hash over tenant, client, operation and key, as PostgreSQL writes bytes: `\\x` and hex. */
  readonly hash: string;
  /** Hash over the command, in the same form. */
  readonly fingerprint: string;
}

/** An answer under a key, and the database's time at which it was looked for. */
export interface KeysRead {
  readonly now: number;
  readonly stored: ReadonlyMap<string, { readonly fingerprint: string; readonly answer: Answer }>;
}

/** A request's key as it is stored; `undefined` where it has none or one that is no UUIDv7. */
export function storedKey({ command, key }: CommandRequest): StoredKey | undefined {
  const match = key === null ? null : UUID_V7.exec(key.value);
  if (key === null || match === null) {
    return undefined;
  }
  const milliseconds = parseInt(`${match[1] ?? ""}${match[2] ?? ""}`, 16);
  return {
    day: new Date(milliseconds).toISOString().slice(0, 10),
    hash: sha256(JSON.stringify([command.tenant, key.client, command.kind, key.value.toLowerCase()])),
    fingerprint: fingerprintOf(command),
  };
}

/** Whether a key's answer can be there: its day is one of those kept, or tomorrow by a clock that runs ahead. */
export function isKept({ day }: StoredKey, now: number): boolean {
  const age = Math.floor(now / DAY_MILLISECONDS) - Math.floor(Date.parse(day) / DAY_MILLISECONDS);
  return age >= -1 && age < KEY_DAYS;
}

/**
 * Reads the answers under some keys, and the clock. Called when the stock rows are locked: a transaction that answered a
 * key before had the same rows, so that this later statement sees what it committed.
 */
export async function readKeys(db: Db, keys: readonly StoredKey[]): Promise<KeysRead> {
  const { rows } = await db.query<{ now: Date; hash: string | null; fingerprint: string; answer: Answer }>({
    name: "read-keys",
    text: `
      select clock_timestamp() as now, found.*
      from (select) as once
      left join lateral (
        select k.key_hash::text as hash, k.fingerprint::text as fingerprint, k.answer
        from json_to_recordset($1) as wanted (day date, hash bytea)
        join inventory.idempotency_key as k on k.day = wanted.day and k.key_hash = wanted.hash
      ) as found on true`,
    values: [JSON.stringify(keys)],
  });
  const stored = rows.flatMap(({ hash, fingerprint, answer }) =>
    hash === null ? [] : [[hash, { fingerprint, answer }] as const],
  );
  return { now: rows[0]?.now.getTime() ?? Number.NaN, stored: new Map(stored) };
}

/** The same for the same command, in whatever order its members come. */
function fingerprintOf(command: Command): string {
  return sha256(JSON.stringify(sorted(command)));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  return typeof value === "object" && value !== null
    ? Object.entries(value)
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([name, member]) => [name, sorted(member)])
    : value;
}

function sha256(text: string): string {
  return `\\x${createHash("sha256").update(text).digest("hex")}`;
}
