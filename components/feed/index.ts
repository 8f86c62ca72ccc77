export {
  CLASS_KEYWORD,
  classOfSchema,
  columnsOf,
  openObjects,
  PERSONAL_FORMATS,
  personalFields,
  unclassifiedFields,
  type FeedColumn,
} from "./contract-schema";
export { CONTRACT_BOUNDS } from "./contract-bounds";
export { contractRefusals, MAX_CONTRACT_NAME } from "./contract.refusals";
export { FEED_ALARMS, type FeedAlarm, type FeedSourceKind, type PlannedFeedAlarm } from "./feed-alarms";
export { Feed, type FeedArgs, type KafkaFeedSource, type KinesisFeedSource } from "./feed";
export * from "./feed.plan";
export { feedRefusals, MAX_FEED_NAME, type FeedRefusalArgs } from "./feed.refusals";
export {
  RestockForecast,
  type ClusterForecastRun,
  type ForecastFeed,
  type QueuedForecastRun,
  type RestockForecastArgs,
} from "./restock-forecast";
export {
  FORECAST_VARIABLES,
  planRestockForecast,
  RESTOCK_FORECAST_DEFAULTS,
  type RestockForecastPlan,
  type RestockForecastPlanArgs,
} from "./restock-forecast.plan";
export { MAX_FORECAST_NAME, restockForecastRefusals } from "./restock-forecast.refusals";
export { RESTOCK_PROPOSED, RESTOCK_PROPOSED_SCHEMA } from "./restock-proposed";
