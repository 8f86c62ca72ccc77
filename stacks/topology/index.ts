export { planStacks } from "./topology";
export { variableName } from "./variables";
export type { GlobalStack, PartitionStack, RegionStack, Stack } from "./stacks";
export type { PlannedService, PlannedStream, PlannedTable } from "./workloads";
