export { cacheToken, iamCacheOf, type IamCache } from "./iam-token";
export { RedisCache } from "./redis-cache";
