import { newKey, SCOPES } from "../access";
import { migrate, storeKey, type Db, type Migration } from "../storage";

/** What a database is prepared with. */
export interface PrepareOptions {
  /** The migrations, in order. */
  readonly migrations: readonly Migration[];
  /** Which partition this is. */
  readonly partition: string;
  /** 32 random bytes for the API key. */
  readonly random: Buffer;
  /** The time in ms since the epoch. */
  readonly now: number;
}

const DAY_MILLISECONDS = 86_400_000;

/**
 * Prepares a database for somebody who tries the service, as its owner: applies migrations, makes the days, and makes an API
 * key of the tenant `demo` that lasts for a day.
 * @returns the key
 */
export async function prepare(db: Db, { migrations, partition, random, now }: PrepareOptions): Promise<string> {
  await migrate(db, migrations);
  await db.query({ text: "select inventory.keep_days()" });
  const { text, hash } = newKey(random);
  const expiresAt = now + DAY_MILLISECONDS;
  const grant = { tenant: "demo", client: "story", partition, scopes: SCOPES, requestsPerMinute: 6000, expiresAt };
  await storeKey(db, hash, grant);
  return text;
}
