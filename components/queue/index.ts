export { Queue, type QueueArgs } from "./queue";
export type { QueuePolicyDocument, QueuePolicyStatement } from "./queue-policy";
export * from "./queue.plan";
export { MAX_QUEUE_NAME, queueRefusals, SQS_LIMITS, type QueueRefusalArgs } from "./queue.refusals";
