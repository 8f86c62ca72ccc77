export { reconcile, type RunResult } from "./reconcile";
export { DuckDbEngine } from "./duckdb-engine";
export { PostgresStock } from "./postgres-stock";
export { UnusableInput } from "./ports";
