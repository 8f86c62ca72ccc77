/** What a user of a cache may do with the keys it sees. */
export type CacheAccess = "read" | "write" | "admin";

/** How a user proves who it is. */
export type CacheAuthentication = "iam" | "password";

/** A user of a cache. */
export interface CacheUser {
  /** What the user may do. */
  readonly access: CacheAccess;
  /** Keys that the user sees, as a pattern such as `stock:*`. */
  readonly keyPattern: string;
  /**
   * How the user proves who it is: as an IAM principal with a token of 15 minutes, or by a password in a secret.
   *
   * @default "iam"
   */
  readonly authentication?: CacheAuthentication;
}

/** Commands by which clients of a cluster learn where keys lie; they touch no key. */
const TOPOLOGY = "+cluster|slots +cluster|shards";

/**
 * Commands of each access, as Valkey's categories; what is dangerous, such as `FLUSHALL` or `KEYS`, is for nobody but
 * an admin.
 *
 * Source: https://valkey.io/topics/acl/, and the categories as `ACL CAT` lists them in Valkey 8.0 (read 2026-11-24):
 * `cluster` counts as dangerous, so what clients need of it is added after that.
 */
export const CACHE_ACCESS = {
  read: `-@all +@read +@connection -@dangerous ${TOPOLOGY}`,
  write: `-@all +@read +@write +@connection +@transaction +@scripting -@dangerous ${TOPOLOGY}`,
  admin: "+@all",
} as const satisfies Record<CacheAccess, string>;

/** Access string of the user named `default`: it can neither log in nor do anything. */
export const DISABLED_ACCESS = "off -@all";
/** Name that clients use when they give none. */
export const DEFAULT_USER = "default";

/** What a user may do, in the words of an access control list. */
export function accessString({ access, keyPattern }: CacheUser): string {
  return `on ~${keyPattern} ${CACHE_ACCESS[access]}`;
}
