import { randomBytes } from "node:crypto";
import { newKey } from "../access";
import { runAsOwner, type OwnerConfig, type Printed } from "../service";
import { keyId, listKeys, revokeKeys, sqlStateOf, storeKey, type Db, type ListedKey } from "../storage";
import { readSettings, USAGE, type Settings, type Task } from "./settings";

/** How the program ends where the database cannot be reached, or refuses. */
const EXIT_UNAVAILABLE = 69;

/** PostgreSQL's word for what a user may not. */
const INSUFFICIENT_PRIVILEGE = "42501";

const DAY_MILLISECONDS = 86_400_000;

async function make(db: Db, config: OwnerConfig, task: Extract<Task, { kind: "make" }>): Promise<Printed> {
  const { days, partition = config.partition.own, tenant, client, scopes, requestsPerMinute } = task;
  const { text: key, hash } = newKey(randomBytes(32));
  const expiresAt = Date.now() + days * DAY_MILLISECONDS;
  const grant = { tenant, client, partition, scopes, requestsPerMinute, expiresAt };
  await storeKey(db, hash, grant);
  const made = { id: keyId(hash), ...grant, expiresAt: new Date(expiresAt).toISOString() };
  const text = `${key}\n\nid ${made.id}, of ${client} of ${tenant} in ${partition}, until ${made.expiresAt}. It is not shown again\n`;
  return { json: { version: 1, key, ...made }, text, isWhole: true };
}

async function list(db: Db, { tenant }: Extract<Task, { kind: "list" }>): Promise<Printed> {
  const keys = await listKeys(db, tenant);
  const text = keys.map((key) => `${lineOf(key)}\n`).join("");
  return { json: { version: 1, keys }, text: text === "" ? "there is no key\n" : text, isWhole: true };
}

function lineOf({
  id,
  tenant,
  client,
  partition,
  scopes,
  requestsPerMinute,
  expiresAt,
  revokedAt,
  state,
}: ListedKey): string {
  const end = revokedAt === null ? `${state}, until ${expiresAt}` : `revoked at ${revokedAt}`;
  return [id, tenant, client, partition, scopes.join(), `${requestsPerMinute}/min`, end].join("\t");
}

async function revoke(db: Db, { ids }: Extract<Task, { kind: "revoke" }>): Promise<Printed> {
  const revoked = await revokeKeys(db, ids);
  const unknown = ids.filter((id) => !revoked.includes(id));
  const lines = [
    ...revoked.map((id) => `${id}\trevoked`),
    ...unknown.map((id) => `${id}\tis none of the keys, see: keys list`),
  ];
  return { json: { version: 1, revoked, unknown }, text: `${lines.join("\n")}\n`, isWhole: unknown.length === 0 };
}

function run(db: Db, config: OwnerConfig, { task }: Settings): Promise<Printed> {
  switch (task.kind) {
    case "make":
      return make(db, config, task);
    case "list":
      return list(db, task);
    case "revoke":
      return revoke(db, task);
  }
}

void runAsOwner({
  ...{ usage: USAGE, env: process.env, readSettings, run },
  explain: (error) => {
    const state = sqlStateOf(error);
    const hint = state === INSUFFICIENT_PRIVILEGE ? ", expected the owner of its tables" : "";
    return state === ""
      ? undefined
      : { code: EXIT_UNAVAILABLE, text: `DATABASE_URL: ${error instanceof Error ? error.message : ""}${hint}\n` };
  },
}).then((code) => (process.exitCode = code));
