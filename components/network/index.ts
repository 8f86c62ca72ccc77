export { ClientGroup, type ClientGroupArgs } from "./client-group";
export { FlowLogs, type FlowLogsArgs } from "./flow-logs";
export { flowLogsRefusals, type FlowLogsPlanArgs } from "./flow-logs.plan";
export * from "./interface-endpoints";
export { Network, type NetworkArgs } from "./network";
export * from "./network.plan";
export { MAX_PREFIX, MIN_PREFIX, networkRefusals, PRIVATE_RANGES, ZONE_COUNT } from "./network.refusals";
