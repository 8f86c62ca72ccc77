export { RedisCache } from "./redis-cache";
