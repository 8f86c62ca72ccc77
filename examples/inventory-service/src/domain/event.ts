import type { AdjustReason } from "./command";
import type { Reservation } from "./reservation";
import type { StockKey, StockLevel } from "./stock";

/** What made a stock row change. */
export type StockCause =
  | "received"
  | "adjusted"
  | "counted"
  | "transfer-left"
  | "transfer-coming"
  | "transfer-arrived"
  | "policy-set"
  | "reserved"
  | "reserved-again"
  | "released"
  | "cancelled"
  | "shipped"
  | "returned"
  | "expired"
  | "repaired"
  | "quarantined"
  | "resolved";

/** One stock row changed. One command makes at most one such event of a row. */
export interface StockChanged extends StockKey {
  readonly type: "StockChanged";
  readonly cause: StockCause;
  /** Why a row was adjusted; `null` for every other cause. */
  readonly reason: AdjustReason | null;
  /** The reservation whose units changed; `null` where there is none. */
  readonly reservation: string | null;
  /** By how much the row's counters changed. */
  readonly change: { readonly onHand: number; readonly reserved: number; readonly inTransit: number };
  /** The row after the change, its version included. */
  readonly after: StockLevel;
}

/** One reservation changed. */
export interface ReservationChanged {
  readonly type: "ReservationChanged";
  /** The reservation after the change. */
  readonly after: Reservation;
}

/** What can happen in an inventory. */
export type InventoryEvent = StockChanged | ReservationChanged;
