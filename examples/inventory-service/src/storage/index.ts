export { executeBatch } from "./execute-batch";
export { executeRequests } from "./execute-requests";
export { openPool, type Db, type DbPool } from "./db";
export { migrate, readMigrations } from "./migrate";
export { dueHolds } from "./due-holds";
export type { Answer, CommandRequest, Outcome } from "./request";
