import { Feed, type FeedArgs } from "../../../components/feed";
import type { JsonSchema, JsonValue } from "../../../components/stream";
import type { TagValues } from "../../../facts/tag-schema";
import { planProgram } from "../../../planner/engine";
import type { Plan, PlannedResource, PlanMode } from "../../../planner/plan";

export const tags: TagValues = {
  environment: "prod",
  service: "allocation",
  owner: "inventory",
  "cost-center": "c100",
  channel: "all",
  feature: "stock",
  "data-class": "internal",
  residency: "eu",
};
export const ACCOUNT = "111122223333";
export const keyArn = "arn:aws:kms:eu-central-1:111122223333:key/feed";
export const STREAM_ARN = "arn:aws:kinesis:eu-central-1:111122223333:stream/prod-stock-events";
export const STREAM_KEY = "arn:aws:kms:eu-central-1:111122223333:key/streams";
export const CLUSTER_ARN = "arn:aws:kafka:eu-central-1:111122223333:cluster/prod-events/0a1b";
export const TOPIC_ARN = "arn:aws:kafka:eu-central-1:111122223333:topic/prod-events/0a1b/stock-events";
export const ALARM_TOPIC = "arn:aws:sns:eu-central-1:111122223333:on-call";
export const BUCKET = "prod-feed-stock-111122223333-eu-central-1";

/** A field of a contract. */
export function field(type: string | readonly string[], extra: Readonly<Record<string, JsonValue>> = {}) {
  return { type, "x-data-class": "internal", ...extra };
}

/** A closed object. */
export function closed(properties: Readonly<Record<string, JsonValue>>) {
  return { type: "object", additionalProperties: false, properties };
}

/** A schema of records with some fields. */
export function schemaOf(properties: Readonly<Record<string, JsonValue>>): JsonSchema {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    type: "object",
    additionalProperties: false,
    properties,
  };
}

export const stockChanged = schemaOf({
  id: field("string", { description: "Id of the event, the same where it comes twice" }),
  time: field("string", { format: "date-time", description: "When it happened" }),
  data: closed({
    sku: field("string"),
    onHand: field("integer", { "x-data-class": "confidential" }),
    weight: field(["number", "null"]),
    isCounted: field("boolean"),
    lots: { type: "array", items: closed({ lot: field("string") }) },
  }),
});

export const minimal = {
  feedName: "prod-eu-central-1-stock-changes",
  contract: {
    name: "stock-changes",
    version: 1,
    description: "Every change of stock",
    schema: stockChanged,
    freshness: "15 minutes",
    replayRetention: "365 days",
  },
  source: { kind: "kinesis", arn: STREAM_ARN, keyArn: STREAM_KEY },
  bucketName: "prod-feed-stock",
  accountId: ACCOUNT,
  region: "eu-central-1",
  databaseName: "prod_eu",
  firstDay: "2026-12-01",
  keyArn,
  alarmTopicArns: [ALARM_TOPIC],
  runbooksUrl: "https://runbooks.example.com",
  tags: { ...tags, "data-class": "confidential" },
} as const satisfies FeedArgs;

export const fromKafka: FeedArgs = {
  ...minimal,
  source: { kind: "kafka", arn: CLUSTER_ARN, topic: "stock-events", topicArn: TOPIC_ARN },
};

export function planFeedProgram(args: FeedArgs, mode: PlanMode = "as-applied"): Promise<Plan> {
  return planProgram({
    project: "test",
    stack: "prod-eu-central-1",
    config: { "aws:region": "eu-central-1" },
    mode,
    program: () => {
      const { contract, bucketName, dataPrefix, failurePrefix, tableName, readerRoleArn } = new Feed("stock", args);
      return { contract: contract.id, bucketName, dataPrefix, failurePrefix, tableName, readerRoleArn };
    },
  });
}

export function children(plan: Plan): PlannedResource[] {
  return plan.resources.filter(({ kind }) => kind === "custom");
}

export function child(plan: Plan, name: string): PlannedResource {
  const found = children(plan).find((resource) => resource.name === name);
  if (found === undefined) {
    throw new Error(`${name} is not in the plan`);
  }
  return found;
}

/** An input that is JSON. */
export function json(plan: Plan, name: string, input: string): unknown {
  const value = child(plan, name).inputs[input];
  return typeof value === "string" ? JSON.parse(value) : value;
}
