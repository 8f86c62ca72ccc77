export { EventHistory, type PastEvent } from "./event-history";
export { ParquetTables } from "./parquet-tables";
export { Reconciliations } from "./reconciliations";
export { keepRetention, type RetentionRound } from "./retention";
