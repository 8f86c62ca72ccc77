export { AvailabilityReader } from "./availability-reader";
export { followEvents } from "./follow-events";
export { InProcessCache } from "./in-process-cache";
export type { StockCache } from "./cache";
