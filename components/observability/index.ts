export { Canaries, type CanariesArgs } from "./canaries";
export * from "./canaries.plan";
export * from "./canaries.refusals";
export { type MetricsStore, Telemetry, type TelemetryArgs } from "./telemetry";
export * from "./telemetry.plan";
export * from "./telemetry.refusals";
export { OperationsDashboard, type OperationsDashboardArgs } from "./dashboard";
export * from "./dashboard.plan";
