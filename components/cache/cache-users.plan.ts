import type { Refusal } from "../core";
import { accessString, DEFAULT_USER, type CacheAuthentication, type CacheUser } from "./access";

/**
 * Longest id of a user, of a user group and of a cache.
 *
 * Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html, and for
 * users and groups aws-cdk, packages/@aws-cdk/aws-elasticache-alpha/lib/user-group.ts (read 2026-11-24).
 */
export const MAX_CACHE_ID = 40;
/** Longest name of a group of users: the id of its disabled default user is longer. */
export const MAX_CACHE_NAME = MAX_CACHE_ID - DEFAULT_USER.length - 1;

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const KEY_PATTERN = /^[^\s~%]+$/;

/** What decides the shape of the users of a cache. */
export interface CacheUsersPlanArgs {
  /** Physical name of the group, which the users' ids begin with. */
  readonly cacheName: string;
  /** Users of the cache, by a short name. */
  readonly users: Readonly<Record<string, CacheUser>>;
}

/** A user, with every choice made. */
export interface PlannedCacheUser {
  /** Short name. */
  readonly key: string;
  /** Id of the user, and its name at the cache: IAM authentication wants them the same. */
  readonly userId: string;
  readonly accessString: string;
  readonly authentication: CacheAuthentication;
}

/** How a user proves who it is, where that is left open. */
export const CACHE_USER_DEFAULTS = { authentication: "iam" } as const satisfies Partial<CacheUser>;

/** The users of a cache, sorted by name. */
export function planCacheUsers({ cacheName, users }: CacheUsersPlanArgs): readonly PlannedCacheUser[] {
  return Object.entries(users)
    .map(([key, user]) => ({
      key,
      userId: userId(cacheName, key),
      accessString: accessString(user),
      authentication: user.authentication ?? CACHE_USER_DEFAULTS.authentication,
    }))
    .toSorted((left, right) => left.key.localeCompare(right.key));
}

/** Id of a user. */
export function userId(cacheName: string, key: string): string {
  return `${cacheName}-${key}`;
}

/** Reasons to refuse the users of a cache. */
export const cacheUsersRefusals: readonly Refusal<CacheUsersPlanArgs>[] = [
  {
    when: ({ cacheName }) => !NAME.test(cacheName) || cacheName.length > MAX_CACHE_NAME,
    say: ({ cacheName }) => ({
      arg: "cacheName",
      got: cacheName,
      expected: `1 to ${MAX_CACHE_NAME} lower-case letters, digits or single dashes, starting with a letter`,
      change: "choose a name that leaves room for the users' names in their ids",
    }),
  },
  {
    when: ({ users }) => Object.keys(users).length === 0,
    say: () => ({
      arg: "users",
      got: {},
      expected: "one user or more",
      change: "name who uses the cache: the default user is disabled",
    }),
  },
  {
    when: (args) => misnamed(args).length > 0,
    say: (args) => ({
      arg: "users",
      got: misnamed(args),
      expected: `names of lower-case letters, digits or single dashes, ${MAX_CACHE_ID} characters together with "${args.cacheName}-", other than "${DEFAULT_USER}"`,
      change: "rename the users",
    }),
  },
  {
    when: (args) => withBrokenPattern(args).length > 0,
    say: (args) => ({
      arg: "users",
      got: Object.fromEntries(withBrokenPattern(args).map((key) => [key, args.users[key]?.keyPattern])),
      expected: 'a key pattern without spaces, "~" or "%"',
      change: "give one pattern, such as stock:*",
    }),
  },
];

function misnamed({ cacheName, users }: CacheUsersPlanArgs): readonly string[] {
  return Object.keys(users).filter(
    (key) => !NAME.test(key) || key === DEFAULT_USER || userId(cacheName, key).length > MAX_CACHE_ID,
  );
}

function withBrokenPattern({ users }: CacheUsersPlanArgs): readonly string[] {
  return Object.entries(users)
    .filter(([, { keyPattern }]) => !KEY_PATTERN.test(keyPattern))
    .map(([key]) => key);
}
