export { AvailabilityReader } from "./availability-reader";
export { InProcessCache } from "./in-process-cache";
export type { StockCache } from "./cache";
