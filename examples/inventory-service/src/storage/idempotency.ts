import { hash as hashOf } from "node:crypto";
import type { Command } from "../domain";
import { columnsOf, linesOf, timestampOf } from "./columns";
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
export function storedKey({ command, asked = command, key }: CommandRequest): StoredKey | undefined {
  const match = key === null ? null : UUID_V7.exec(key.value);
  if (key === null || match === null) {
    return undefined;
  }
  const milliseconds = parseInt(`${match[1] ?? ""}${match[2] ?? ""}`, 16);
  return {
    day: new Date(milliseconds).toISOString().slice(0, 10),
    hash: sha256(JSON.stringify([command.tenant, key.client, command.kind, key.value.toLowerCase()])),
    fingerprint: fingerprintOf(asked),
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
        from unnest($1::date[], $2::bytea[]) as wanted (day, hash)
        cross join lateral (
          select * from inventory.idempotency_key as one where one.day = wanted.day and one.key_hash = wanted.hash limit 1
        ) as k
      ) as found on true`,
    values: keyColumns(keys),
  });
  const stored = rows.flatMap(({ hash, fingerprint, answer }) =>
    hash === null ? [] : [[hash, { fingerprint, answer }] as const],
  );
  return { now: rows[0]?.now.getTime() ?? Number.NaN, stored: new Map(stored) };
}

/** An answer to store under its key. */
export interface KeyAnswered extends StoredKey {
  readonly tenant: string;
  readonly answer: Answer;
}

/** Stores answers. A key that another transaction answered meanwhile fails this one. */
export async function storeAnswers(db: Db, answers: readonly KeyAnswered[], now: number): Promise<void> {
  await db.query({
    name: "store-answers",
    text: `
      insert into inventory.idempotency_key (day, key_hash, tenant, fingerprint, answer, answered_at)
      select k.day, k.hash, k.tenant, k.fingerprint, k.answer::json, $1
      from unnest($2::date[], $3::bytea[], $4::text[], $5::bytea[], string_to_array($6, E'\\n'))
        as k (day, hash, tenant, fingerprint, answer)
      order by k.day, k.hash`,
    values: [
      timestampOf(now),
      ...keyColumns(answers),
      ...columnsOf(answers, [({ tenant }) => tenant, ({ fingerprint }) => fingerprint]),
      linesOf(answers.map(({ answer }) => answer)),
    ],
  });
}

function keyColumns(keys: readonly StoredKey[]): readonly unknown[] {
  return columnsOf(keys, [({ day }) => day, ({ hash }) => hash]);
}

/** The same for the same command, in whatever order its members come. */
function fingerprintOf(command: Command): string {
  return sha256(canonical(command));
}

/** JSON with the members of each object in the order of their names. */
function canonical(value: unknown): string {
  if (typeof value === "string") {
    return quoted(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map(canonical).join()}]`;
  }
  return isObject(value) ? canonicalObject(value) : JSON.stringify(value);
}

function canonicalObject(value: Readonly<Record<string, unknown>>): string {
  let members = "";
  for (const name of Object.keys(value).sort()) {
    members += `${members === "" ? "" : ","}${quoted(name)}:${canonical(value[name])}`;
  }
  return `{${members}}`;
}

/** Text of which nothing has to be escaped. */
const PLAIN = /^[\w .:/-]*$/;

/** What `JSON.stringify` makes of a text, which takes longer for one that is plain. */
function quoted(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function sha256(text: string): string {
  return `\\x${hashOf("sha256", text)}`;
}
