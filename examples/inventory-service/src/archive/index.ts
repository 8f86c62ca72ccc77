export { EventHistory, type PastEvent } from "./event-history";
export { ParquetTables, quoted, type Cell } from "./parquet-tables";
export { Reconciliations } from "./reconciliations";
export { keepRetention, type RetentionRound } from "./retention";
