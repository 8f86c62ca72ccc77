/** Names one reservation; the caller chooses the id. */
export interface ReservationKey {
  readonly tenant: string;
  readonly reservation: string;
}

/**
 * Where a reservation stands: `held` until it expires or is confirmed; `confirmed` until it ships. The others are ends, but for
 * `lost`: what it came to was lost in a failover, and its units are withheld until somebody decides.
 */
export type ReservationStatus = "held" | "confirmed" | "shipped" | "released" | "cancelled" | "expired" | "lost";

/** What a caller asked for in one line. */
export interface ReservedLine {
  readonly sku: string;
  readonly wanted: number;
}

/** Units of one stock row that a line of a reservation got. */
export interface Allocation {
  /** Which line, from 0. */
  readonly line: number;
  readonly sku: string;
  readonly location: string;
  readonly quantity: number;
  /** How many of them came out of the channel's allotment. */
  readonly allotted: number;
  /** How many of them were not on hand: backordered or preordered. */
  readonly beyond: number;
  readonly shipped: boolean;
}

/** Units promised to one order of one channel. */
export interface Reservation extends ReservationKey {
  readonly channel: string;
  readonly status: ReservationStatus;
  /** When a hold ends by itself, in ms since the epoch. */
  readonly expiresAt: number;
  readonly lines: readonly ReservedLine[];
  readonly allocations: readonly Allocation[];
  /** Units that came back, by SKU. */
  readonly returned: Readonly<Record<string, number>>;
  /** Counts the changes of the reservation, from 1. */
  readonly version: number;
}

/** The key as a text. */
export function reservationKeyText({ tenant, reservation }: ReservationKey): string {
  return `${tenant}\u0000${reservation}`;
}

/** Whether a reservation keeps units from being sold to others. */
export function isOpen({ status }: Reservation): boolean {
  return status === "held" || status === "confirmed";
}

/** The allocations whose units are counted as reserved in their stock rows. */
export function openAllocations(reservation: Reservation): readonly Allocation[] {
  return isOpen(reservation) ? reservation.allocations.filter(({ shipped }) => !shipped) : [];
}
