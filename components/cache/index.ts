export { accessString, CACHE_ACCESS, DEFAULT_USER, DISABLED_ACCESS } from "./access";
export type { CacheAccess, CacheAuthentication, CacheUser } from "./access";
export { Cache } from "./cache";
export type { CacheArgs, CacheSurroundingArgs, ClusterCacheArgs, ServerlessCacheArgs } from "./cache";
export { SERVERLESS_ALARMS, SHARD_ALARMS, type PlannedCacheAlarm } from "./cache-alarms";
export { CacheUsers, type CacheUsersArgs } from "./cache-users";
export {
  CACHE_USER_DEFAULTS,
  cacheUsersRefusals,
  MAX_CACHE_ID,
  MAX_CACHE_NAME,
  planCacheUsers,
  type CacheUsersPlanArgs,
  type PlannedCacheUser,
} from "./cache-users.plan";
export * from "./cache.plan";
export { CACHE_LIMITS, cacheRefusals, type CacheRefusalArgs, type CacheSurroundings } from "./cache.refusals";
export * from "./parameters";
