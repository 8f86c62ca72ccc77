export * from "./burn-rates";
export { keptPeriod, planDashboard, type DashboardArgs, type Widget } from "./dashboard.plan";
export * from "./objectives";
export { ServiceLevel, type ServiceLevelArgs } from "./service-level";
export {
  planServiceLevel,
  type NamedExpression,
  type NamedMetric,
  type PlannedLevelAlarm,
  type PlannedBurn,
  type PlannedObjective,
  type ServiceLevelPlan,
} from "./service-level.plan";
export {
  LOWEST_TARGET_PERCENT,
  MOST_OBJECTIVES,
  SERVICE_LEVEL_WINDOWS,
  serviceLevelRefusals,
  type ServiceLevelRefusalArgs,
} from "./service-level.refusals";
