export { reconcile, type RunResult } from "./reconcile";
export { DuckDbEngine } from "./duckdb-engine";
export { PostgresStock } from "./postgres-stock";
export { readDayState, type DayState } from "./day-state";
export { repairDay } from "./repair";
export { readCritical } from "./reconcile";
