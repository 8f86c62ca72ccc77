// Reads the stream of stock events and keeps, for each article, what can be sold now.
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { dynamodbStore, kinesisHandler, onceFor } from "inventory-platform/runtime";
import { projectStock } from "./project-stock.mjs";

const client = new DynamoDB({});
const once = onceFor({
  store: dynamodbStore(client, process.env.IDEMPOTENCY_TABLE),
  now: Date.now,
  leaseSeconds: Number(process.env.HANDLER_TIMEOUT_SECONDS),
  // Longer than the stream keeps a record, and its failure queue a note of it.
  keepSeconds: 21 * 86_400,
});
const project = projectStock({ client, table: process.env.TABLE_AVAILABILITY, once });

export const handler = kinesisHandler(
  ({ kinesis }) => project(JSON.parse(Buffer.from(kinesis.data, "base64").toString("utf8"))),
  ({ kinesis }, error) => console.error("not projected", kinesis.sequenceNumber, error),
);
