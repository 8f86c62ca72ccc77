import type { ReservationStatus } from "./reservation";

/** A line that there was not enough stock for. */
export interface Shortage {
  readonly line: number;
  readonly sku: string;
  readonly wanted: number;
  readonly available: number;
}

/** Why a command was not carried out. A business answer, not an error: it is stored and replayed as acceptances are. */
export type Refusal =
  | { readonly kind: "not-enough-stock"; readonly lines: readonly Shortage[] }
  | { readonly kind: "not-enough-on-hand"; readonly location: string; readonly wanted: number; readonly onHand: number }
  | {
      readonly kind: "below-reserved";
      readonly location: string;
      readonly reserved: number;
      readonly promisable: number;
    }
  | { readonly kind: "above-maximum"; readonly location: string; readonly units: number; readonly maximum: number }
  | { readonly kind: "stale-count"; readonly expected: number; readonly onHand: number }
  | { readonly kind: "not-in-transit"; readonly wanted: number; readonly inTransit: number }
  | { readonly kind: "same-location"; readonly location: string }
  | { readonly kind: "reservation-exists"; readonly reservation: string }
  | {
      readonly kind: "outcome-lost";
      readonly reservation: string;
      readonly units: readonly { readonly sku: string; readonly location: string; readonly quantity: number }[];
    }
  | { readonly kind: "unknown-reservation"; readonly reservation: string }
  | {
      readonly kind: "wrong-status";
      readonly status: ReservationStatus;
      readonly expected: readonly ReservationStatus[];
    }
  | { readonly kind: "hold-expired"; readonly expiredAt: number }
  | { readonly kind: "hold-not-due"; readonly expiresAt: number }
  | { readonly kind: "ships-later"; readonly location: string; readonly shipsFrom: number }
  | { readonly kind: "nothing-to-ship"; readonly location: string }
  | { readonly kind: "more-than-shipped"; readonly sku: string; readonly wanted: number; readonly returnable: number };
