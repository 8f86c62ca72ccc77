export { Channels } from "./channels";
export type { OpenParties } from "./channels-options";
export { followStock, type StockFollower } from "./follow-stock";
export { httpMarketplace, httpWarehouse } from "./http-parties";
export { readParties, type Party } from "./parties";
export { takeInWebhook, type Webhook, type WebhookAnswer } from "./webhook";
