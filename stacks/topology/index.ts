export { planStacks } from "./topology";
export { variableName } from "./variables";
export type { GlobalStack, PartitionStack, RegionStack, Stack } from "./stacks";
export type { PlannedService, PlannedTable } from "./workloads";
