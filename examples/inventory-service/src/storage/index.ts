export { executeBatch } from "./execute-batch";
export { executeRequests } from "./execute-requests";
export { openPool, type Db, type DbPool } from "./db";
export { migrate, readMigrations, type Migration } from "./migrate";
export { dueHolds, type DueHold } from "./due-holds";
export { keepDays } from "./days";
export type { Answer, CommandRequest, Outcome } from "./request";
export { findKey, revokeKey, storeKey, type KeyGrant } from "./api-keys";
export { findReservation, findStock } from "./reads";
