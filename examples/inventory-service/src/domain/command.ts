import type { ReservationKey } from "./reservation";
import type { StockKey, StockPolicy } from "./stock";

/** Goods came in. */
export interface Receive extends StockKey {
  readonly kind: "receive";
  readonly quantity: number;
}

/** Why somebody corrects a row by so many units. */
export type AdjustReason = "damaged" | "lost" | "found" | "correction";

/** Units came or went outside of an order. */
export interface Adjust extends StockKey {
  readonly kind: "adjust";
  /** Signed: fewer units are negative. */
  readonly by: number;
  readonly reason: AdjustReason;
}

/** Somebody counted the shelf. */
export interface Count extends StockKey {
  readonly kind: "count";
  readonly counted: number;
  /** Units that the counter believed to be on hand: another number refuses the count. `null` takes it as it is. */
  readonly expected: number | null;
}

/** Units leave one location for another. */
export interface Transfer {
  readonly kind: "transfer";
  readonly tenant: string;
  readonly sku: string;
  readonly from: string;
  readonly to: string;
  readonly quantity: number;
}

/** Units of transfers arrive. */
export interface Arrive extends StockKey {
  readonly kind: "arrive";
  readonly quantity: number;
  /** Units that left and will not arrive. */
  readonly missing: number;
}

/** The merchant decides anew what may be promised. */
export interface SetPolicy extends StockKey {
  readonly kind: "set-policy";
  readonly policy: StockPolicy;
}

/** The ways to divide a line over locations. */
export const SPLIT_STRATEGIES = ["listed", "fewest-parcels", "one-location"] as const;

/**
 * How a line is divided over the locations it names: `listed` in their order; `fewest-parcels` the fullest first;
 * `one-location` not at all.
 */
export type SplitStrategy = (typeof SPLIT_STRATEGIES)[number];

/** One line of a reservation. */
export interface ReserveLine {
  readonly sku: string;
  readonly quantity: number;
  /** Where the units may come from, the preferred location first. */
  readonly locations: readonly string[];
}

/** An order wants units held for it. */
export interface Reserve extends ReservationKey {
  readonly kind: "reserve";
  readonly channel: string;
  /** The order's opaque reference in its channel. It is stored beside the reservation, and no part of what happened. */
  readonly orderRef: string;
  readonly lines: readonly ReserveLine[];
  /** `all`: every line in full or nothing; `partial`: what there is, unless that is nothing. */
  readonly fill: "all" | "partial";
  readonly split: SplitStrategy;
  readonly holdSeconds: number;
}

/** The order is paid: the hold no longer expires. */
export interface Confirm extends ReservationKey {
  readonly kind: "confirm";
}

/** The order was not placed: the hold ends. */
export interface Release extends ReservationKey {
  readonly kind: "release";
}

/** A confirmed order ends before all of it shipped. */
export interface Cancel extends ReservationKey {
  readonly kind: "cancel";
}

/** What is allocated at a location leaves it. */
export interface Ship extends ReservationKey {
  readonly kind: "ship";
  readonly location: string;
}

/** Shipped units come back. */
export interface Return extends ReservationKey {
  readonly kind: "return";
  readonly sku: string;
  readonly quantity: number;
  readonly location: string;
  /** Whether they can be sold again. */
  readonly restock: boolean;
}

/** A hold's time is over. */
export interface Expire extends ReservationKey {
  readonly kind: "expire";
}

/** What concerns stock rows alone. */
export type StockCommand = Receive | Adjust | Count | Transfer | Arrive | SetPolicy;

/** What ends or moves on a reservation that exists. */
export type CompletionCommand = Confirm | Release | Cancel | Ship | Return | Expire;

/** Everything that can be asked of an inventory. */
export type Command = StockCommand | Reserve | CompletionCommand;
