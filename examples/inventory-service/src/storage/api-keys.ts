import type { Db } from "./db";

/** What a key allows. */
export interface KeyGrant {
  /** Whose stock it opens. */
  readonly tenant: string;
  /** Which of the tenant's systems has it. Idempotency keys are the client's, not the key's. */
  readonly client: string;
  /** Where the tenant's data lie. */
  readonly partition: string;
  readonly scopes: readonly string[];
  readonly requestsPerMinute: number;
  /** In ms since the epoch. */
  readonly expiresAt: number;
}

interface GrantRow extends Pick<KeyGrant, "tenant" | "client" | "partition" | "scopes"> {
  readonly requests_per_minute: number;
  readonly expires_at: Date;
}

/** What the key of a hash allows; `undefined` for one that is not known, has expired or was revoked. */
export async function findKey(db: Db, hash: Buffer): Promise<KeyGrant | undefined> {
  const { rows } = await db.query<GrantRow>({
    name: "find-key",
    text: "select * from inventory.find_api_key($1)",
    values: [hash],
  });
  const [row] = rows;
  if (row === undefined) {
    return undefined;
  }
  const { requests_per_minute, expires_at, ...grant } = row;
  return { ...grant, requestsPerMinute: requests_per_minute, expiresAt: expires_at.getTime() };
}

/** Stores the hash of a new key. For the owner of the tables: the service itself cannot. */
export async function storeKey(db: Db, hash: Buffer, grant: KeyGrant): Promise<void> {
  await db.query({
    text: `
      insert into inventory.api_key (key_hash, tenant, client, partition, scopes, requests_per_minute, expires_at)
      values ($1, $2, $3, $4, $5, $6, $7)`,
    values: [
      hash,
      ...[grant.tenant, grant.client, grant.partition, grant.scopes, grant.requestsPerMinute],
      new Date(grant.expiresAt),
    ],
  });
}

/** Revokes a key. For the owner of the tables. Replicas notice within the time for which they remember keys. */
export async function revokeKey(db: Db, hash: Buffer): Promise<void> {
  await db.query({
    text: "update inventory.api_key set revoked_at = clock_timestamp() where key_hash = $1 and revoked_at is null",
    values: [hash],
  });
}
