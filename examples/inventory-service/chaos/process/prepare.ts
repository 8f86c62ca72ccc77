// Migrates a database, and makes API keys for the clients of two tenants.
import { Client } from "pg";
import { keyHash, keyText } from "../../src/access";
import { migrate, storeKey, type Migration } from "../../src/storage";

const DAY_MILLISECONDS = 86_400_000;

/** Whose keys are made. */
export interface Grantee {
  readonly tenant: string;
  readonly client: string;
  /** 32 random bytes, in hex. */
  readonly random: string;
}

/** What a database is prepared with. */
export interface PrepareGiven {
  readonly databaseUrl: string;
  readonly migrations: readonly Migration[];
  readonly grantees: readonly Grantee[];
}

/** Prepares a database, as its owner; returns the API keys in the order of those they are for. */
export async function prepareDatabase({ databaseUrl, migrations, grantees }: PrepareGiven): Promise<readonly string[]> {
  const owner = new Client({ connectionString: databaseUrl });
  await owner.connect();
  await migrate(owner, migrations);
  await owner.query("select inventory.keep_days()");
  const keys: string[] = [];
  for (const grantee of grantees) {
    keys.push(await makeKey(owner, grantee));
  }
  await owner.end();
  return keys;
}

async function makeKey(owner: Client, { tenant, client, random }: Grantee): Promise<string> {
  const text = keyText(Buffer.from(random, "hex"));
  const hash = keyHash(text);
  if (hash === undefined) {
    throw new Error("internal: a new key has not the form of one");
  }
  await storeKey(owner, hash, {
    ...{ tenant, client, partition: "local", scopes: ["read", "stock:write", "reservations:write"] },
    ...{ requestsPerMinute: 1_000_000_000, expiresAt: Date.now() + 7 * DAY_MILLISECONDS },
  });
  return text;
}
