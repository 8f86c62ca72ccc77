export { BatchQueues, type BatchQueuesArgs } from "./batch-queues";
export * from "./batch-queues.plan";
export { BATCH_QUEUES_LIMITS, batchQueuesRefusals, type BatchQueuesRefusalArgs } from "./batch-queues.refusals";
export { NodePools, type NodePoolsArgs, type NodePoolsCluster } from "./node-pools";
export * from "./node-pools.plan";
export { nodePoolsRefusals } from "./node-pools.refusals";
export { SpotGroup, type SpotGroupArgs } from "./spot-group";
export * from "./spot-group.plan";
export { SPOT_GROUP_LIMITS, spotGroupRefusals, type SpotGroupRefusalArgs } from "./spot-group.refusals";
