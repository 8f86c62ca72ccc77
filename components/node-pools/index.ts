export { NodePools, type NodePoolsArgs, type NodePoolsCluster } from "./node-pools";
export * from "./node-pools.plan";
export { nodePoolsRefusals } from "./node-pools.refusals";
export { SpotGroup, type SpotGroupArgs } from "./spot-group";
export * from "./spot-group.plan";
export { SPOT_GROUP_LIMITS, spotGroupRefusals, type SpotGroupRefusalArgs } from "./spot-group.refusals";
