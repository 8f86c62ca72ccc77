import { randomBytes } from "node:crypto";
import { keyHash, keyText } from "../access";
import { asOwner, readOwnerConfig, type OwnerConfig } from "../service";
import { keyId, listKeys, revokeKeys, sqlStateOf, storeKey, type Db, type ListedKey } from "../storage";
import { readSettings, USAGE, WrongUsage, type Settings, type Task } from "./settings";

/** How the program ends. */
const EXIT = { done: 0, data: 65, unavailable: 69, usage: 78 } as const;

/** PostgreSQL's word for what a user may not. */
const INSUFFICIENT_PRIVILEGE = "42501";

const DAY_MILLISECONDS = 86_400_000;

/** What is printed, by format, and whether all of it could be done. */
interface Printed {
  readonly json: object;
  readonly text: string;
  readonly isWhole: boolean;
}

async function make(db: Db, config: OwnerConfig, task: Extract<Task, { kind: "make" }>): Promise<Printed> {
  const { days, partition = config.partition.own, tenant, client, scopes, requestsPerMinute } = task;
  const key = keyText(randomBytes(32));
  const hash = keyHash(key);
  if (hash === undefined) {
    throw new Error("internal: a new key has not the form of one");
  }
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

function readEnvironment(): OwnerConfig {
  try {
    return readOwnerConfig(process.env);
  } catch (error) {
    throw new WrongUsage(error instanceof Error ? error.message : String(error));
  }
}

async function main(): Promise<number> {
  try {
    const settings = readSettings(process.argv.slice(2));
    const config = readEnvironment();
    const { json, text, isWhole } = await asOwner(config, (db) => run(db, config, settings));
    process.stdout.write(settings.format === "json" ? `${JSON.stringify(json)}\n` : text);
    return isWhole ? EXIT.done : EXIT.data;
  } catch (error) {
    if (error instanceof WrongUsage) {
      process.stderr.write(`${error.message}\n\n${USAGE}`);
      return EXIT.usage;
    }
    const state = sqlStateOf(error);
    if (state === "") {
      throw error;
    }
    const hint = state === INSUFFICIENT_PRIVILEGE ? ", expected the owner of its tables" : "";
    process.stderr.write(`DATABASE_URL: ${error instanceof Error ? error.message : String(error)}${hint}\n`);
    return EXIT.unavailable;
  }
}

void main().then((code) => (process.exitCode = code));
