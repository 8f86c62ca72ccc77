export { Consumer, type ConsumerOptions } from "./consumer";
export { InProcessProgress } from "./in-process-progress";
export { TryLater, type EventLog, type ProgressStore } from "./ports";
export { PostgresProgress } from "./postgres-progress";
