export { NodePools, type NodePoolsArgs, type NodePoolsCluster } from "./node-pools";
export * from "./node-pools.plan";
export { nodePoolsRefusals } from "./node-pools.refusals";
