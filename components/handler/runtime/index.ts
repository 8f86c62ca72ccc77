export * from "./batch";
export { dynamodbStore, type AttributeValue, type DeleteItem, type PutItem, type TableClient } from "./dynamodb-store";
export type { UpdateItem } from "./dynamodb-store";
export * from "./idempotency";
export { memoryStore } from "./memory-store";
