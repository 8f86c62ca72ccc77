export { planStacks } from "./topology";
export { variableName } from "./variables";
export type { PlannedDatabase } from "./databases";
export type { PlannedZone } from "./endpoints";
export { HYBRID_NAMES, type PlannedCapture, type PlannedHybrid, type PlannedMirror } from "./hybrid";
export type { PlannedFunction } from "./functions";
export { KAFKA_NAME, type PlannedKafka, type PlannedLink } from "./kafka";
export type { GlobalStack, PartitionStack, PlannedCluster, RegionStack, Stack } from "./stacks";
export type { PlannedService } from "./workloads";
