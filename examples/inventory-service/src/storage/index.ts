export {
  archivedDays,
  countsOfDay,
  daysOfNewCounts,
  daysToArchive,
  dayWithoutSnapshot,
  dropArchivedDay,
  eventsOfDay,
  forgetCounts,
  noteArchived,
  noteCounts,
  noteNotArchived,
  noteSnapshot,
  stockAfter,
  type CountRow,
  type SnapshotRow,
} from "./archive";
export { faultyStock, lastChanges, ordersOfRow, type FaultyRow } from "./faulty-stock";
export { atOneMoment } from "./in-tenant";
export { repairRow } from "./repair-row";
export {
  countBacklog,
  dueListings,
  noteAllListings,
  noteListings,
  saveListing,
  type ChangedListing,
  type ChannelBacklog,
  type DueListing,
  type ListingTold,
} from "./channel-listings";
export {
  dueMessages,
  findPosition,
  forgetMessages,
  saveMessage,
  savePosition,
  storeMessages,
  type ChannelKey,
  type MessageFate,
  type TakenMessage,
  type WaitingMessage,
} from "./channel-messages";
export {
  dueOrders,
  hurryOrder,
  lockOrder,
  saveOrder,
  storeOrder,
  type OrderName,
  type StoredOrder,
} from "./channel-orders";
export { inTransaction } from "./in-transaction";
export { onConnection } from "./on-connection";
export { asOnlyOne } from "./as-only-one";
export { eraseOrder, type OrderKey } from "./audit";
export { begin } from "./begin";
export { keepCounts, type ExternalCount } from "./external-counts";
export { executeBatch } from "./execute-batch";
export { Foresight, type Foreseen } from "./foresight";
export { reserveAhead } from "./reserve-ahead";
export { executeRequests } from "./execute-requests";
export { forgetOld } from "./forget";
export { loginOf, openPool, sqlStateOf, type Db, type DbConnection, type DbPool, type PasswordSource } from "./db";
export { migrate, readMigrations, type Migration } from "./migrate";
export { dueHolds, type DueHold } from "./due-holds";
export { countWaiting, lockProgress, saveProgress, waitingSubjects } from "./consumer-progress";
export { keepDays } from "./days";
export { eventsOfSubject, shardOf, type HistoryQuestion } from "./event-history";
export { reservationsNamed, rowsTouched } from "./rows-of-commands";
export {
  comparedBefore,
  countDropped,
  keepComparisons,
  lockShadow,
  readParity,
  saveShadow,
  type ParityRow,
  type ShadowComparison,
  type ShadowItem,
} from "./shadow";
export type { LinkedReservation } from "./reservations";
export type { Answer, CommandRequest, Outcome, Remark } from "./request";
export { findKey, keyId, listKeys, revokeKeys, storeKey, type KeyGrant, type ListedKey } from "./api-keys";
export { closeEpoch, joinEpoch, openEpoch, type EpochRead } from "./epoch";
export {
  keepEvents,
  keepLost,
  lastRecorded,
  leaveAllShards,
  lostTotals,
  noteResolved,
  readLost,
  takeAllShards,
  versionsOf,
  withholdUnits,
  type EventToKeep,
  type KeptCommand,
  type LostCommand,
  type LostUnits,
  type ReservationState,
} from "./quarantine";
export { lockReservations, readReservations, updateReservations } from "./reservations";
export { createStock, findRows, lockStock, writeStock } from "./stock";
export { findReservation, findStock } from "./reads";
export { findHolds, type HeldUnits } from "./holds";
export {
  countFaults,
  lastStockCheck,
  noteStockCheck,
  STOCK_FAULTS,
  tenantsWithStock,
  type FaultCounts,
  type StockCheck,
} from "./stock-check";
export {
  eventsAfter,
  feedShards,
  keepShards,
  leaveShards,
  makeFeedShards,
  STREAM_SHARDS,
  takeShards,
  unpublishedAge,
  type Lease,
  type LoggedEvent,
  type Position,
  type ShardRows,
} from "./relay";
