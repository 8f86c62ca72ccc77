export { ChaosExperiments, type ChaosExperimentsArgs } from "./chaos";
export { CHAOS_DEFAULTS, planChaos } from "./chaos.plan";
export type { ChaosPlan, ChaosPlanArgs, PlannedExperiment, PlannedTarget } from "./chaos.plan";
export { chaosRefusals, type ChaosRefusalArgs } from "./chaos.refusals";
export * from "./experiments";
export type { Conditions, Joined, Statement } from "./rights";
