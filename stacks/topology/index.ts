export { planStacks } from "./topology";
export { variableName } from "./variables";
export type { PlannedCache } from "./caches";
export type { PlannedDatabase } from "./databases";
export type { PlannedLake } from "./lakes";
export type { GlobalStack, PartitionStack, PlannedCluster, RegionStack, Stack } from "./stacks";
export type { PlannedService, PlannedTable } from "./workloads";
