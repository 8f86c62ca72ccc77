export { reconcile, type RunResult } from "./reconcile";
export { DuckDbEngine } from "./duckdb-engine";
export { LocalFiles } from "./local-files";
export { PostgresStock } from "./postgres-stock";
export { UnusableInput } from "./ports";
