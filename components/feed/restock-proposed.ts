import type { JsonSchema, JsonValue } from "../stream";

/** What a forecast puts out, and nothing else: an event on the bus of proposals. */
export const RESTOCK_PROPOSED = {
  /** `Source` of the event on the bus. */
  source: "/inventory/restock",
  /** `DetailType` of the event on the bus. */
  detailType: "RestockProposed",
  /** Type of the CloudEvent, which is the event's `Detail`. */
  type: "inventory.restock.proposed.v1",
} as const;

const internal = (type: string, description: string, more: Readonly<Record<string, JsonValue>> = {}) => ({
  type,
  description,
  "x-data-class": "internal",
  ...more,
});

const QUANTILES = ["p50", "p90", "p98"] as const;

const demand = {
  type: "object",
  description: "Demand over the lead time and the review period, by quantile",
  additionalProperties: false,
  required: [...QUANTILES],
  properties: Object.fromEntries(
    QUANTILES.map((quantile) => [
      quantile,
      internal("number", `Pieces that ${quantile.slice(1)} of 100 such periods stay below`, { minimum: 0 }),
    ]),
  ),
};

const data = {
  type: "object",
  description: "The proposal, with all that it was made from",
  additionalProperties: false,
  required: [
    ...["tenant", "sku", "location", "reorderPoint", "quantity", "leadTimeDays", "reviewDays", "available"],
    ...["demand", "feed", "from", "until", "model"],
  ],
  properties: {
    tenant: internal("string", "Whose stock it is, as the platform knows tenants"),
    sku: internal("string", "Article"),
    location: internal("string", "Where it lies"),
    reorderPoint: internal("integer", "Pieces at or below which to order", { minimum: 0 }),
    quantity: internal("integer", "Pieces to order now; 0 where nothing is to be ordered", { minimum: 0 }),
    leadTimeDays: internal("number", "Days from order to shelf that it reckons with", { minimum: 0 }),
    reviewDays: internal("number", "Days until it is looked at again", { minimum: 0 }),
    available: internal("integer", "Pieces that were available"),
    demand,
    feed: internal("string", "Contract of the feed that it was made from: stock-changes@1"),
    from: internal("string", "First day of the feed that it was made from", { format: "date" }),
    until: internal("string", "Last day of the feed that it was made from", { format: "date" }),
    model: internal("string", "Name and version of the algorithm"),
  },
};

/**
 * A proposal to restock, as a CloudEvent. It says what to order and what that was reckoned from; no field of it names a
 * person, and nothing that reads it orders by itself.
 */
export const RESTOCK_PROPOSED_SCHEMA: JsonSchema = {
  $schema: "http://json-schema.org/draft-07/schema#",
  title: RESTOCK_PROPOSED.detailType,
  type: "object",
  additionalProperties: false,
  required: ["specversion", "id", "source", "type", "subject", "time", "datacontenttype", "data"],
  properties: {
    specversion: internal("string", "Version of CloudEvents", { const: "1.0" }),
    id: internal("string", "Id of the proposal: the same where it comes twice", { minLength: 1 }),
    source: internal("string", "Job that made it", { const: RESTOCK_PROPOSED.source }),
    type: internal("string", "What it is", { const: RESTOCK_PROPOSED.type }),
    subject: internal("string", "Stock row: tenant, article and location, each after a slash", { minLength: 1 }),
    time: internal("string", "When it was made", { format: "date-time" }),
    datacontenttype: internal("string", "What data is", { const: "application/json" }),
    data,
  },
};
