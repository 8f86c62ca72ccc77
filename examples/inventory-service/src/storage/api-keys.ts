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

/** Digits of a key's id. Two keys of the same one are not to be expected among thousands of millions. */
const ID_DIGITS = 16;

interface ListedKeyRow extends Omit<ListedKey, "expiresAt" | "revokedAt"> {
  readonly expires_at: Date;
  readonly revoked_at: Date | null;
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

/** What a key is called where it has to be named: the beginning of its hash. It opens nothing. */
export function keyId(hash: Buffer): string {
  return hash.toString("hex").slice(0, ID_DIGITS);
}

/** A key that there is, as it is listed. Times as ISO 8601. */
export interface ListedKey extends Omit<KeyGrant, "expiresAt"> {
  readonly id: string;
  readonly expiresAt: string;
  readonly revokedAt: string | null;
  readonly state: "valid" | "expired" | "revoked";
}

/** All keys, of one tenant or of all (`null`). For the owner of the tables. */
export async function listKeys(db: Db, tenant: string | null): Promise<readonly ListedKey[]> {
  const { rows } = await db.query<ListedKeyRow>({
    text: `
      select left(encode(key_hash, 'hex'), ${ID_DIGITS}) as id, tenant, client, partition, scopes, requests_per_minute as "requestsPerMinute",
        expires_at, revoked_at, case
          when revoked_at is not null then 'revoked'
          when expires_at <= clock_timestamp() then 'expired'
          else 'valid'
        end as state
      from inventory.api_key
      where $1::text is null or tenant = $1
      order by tenant, client, expires_at, id`,
    values: [tenant],
  });
  return rows.map(({ expires_at, revoked_at, ...key }) => ({
    ...key,
    expiresAt: expires_at.toISOString(),
    revokedAt: revoked_at?.toISOString() ?? null,
  }));
}

/**
 * Revokes keys by their ids. For the owner of the tables. One that was revoked before stays as it is.
 * @returns the ids that are those of keys
 */
export async function revokeKeys(db: Db, ids: readonly string[]): Promise<readonly string[]> {
  const { rows } = await db.query<{ id: string }>({
    text: `
      update inventory.api_key
      set revoked_at = coalesce(revoked_at, clock_timestamp())
      where left(encode(key_hash, 'hex'), ${ID_DIGITS}) = any($1)
      returning left(encode(key_hash, 'hex'), ${ID_DIGITS}) as id`,
    values: [ids],
  });
  return rows.map(({ id }) => id).toSorted();
}
