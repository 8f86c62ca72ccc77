import * as z from "zod";
import { NOTHING_PENDING, type Pending } from "./pending";

/** An invalidation whose paths are reserved, until CloudFront has taken it or it is given up. */
export interface Reservation {
  /** CloudFront's caller reference: a request that is sent again under it makes no second invalidation. */
  readonly reference: string;
  /** Paths and tags. */
  readonly paths: readonly string[];
  /** Month that pays for it. */
  readonly month: string;
  /** When it was reserved, in milliseconds of Unix time. */
  readonly reservedAt: number;
  /** When it was sent last. */
  readonly sentAt: number;
}

/** What is known of a distribution's invalidations. One record, changed only by who has read its latest version. */
export interface Ledger {
  /** Grows with every change. */
  readonly version: number;
  /** Month in which paths were reserved last. */
  readonly month: string;
  /** Paths that were reserved in that month. */
  readonly spentPaths: number;
  /** Changes that wait. */
  readonly pending: Pending;
  /** When changes were last reserved for, or left to the TTL: the window begins. */
  readonly windowFrom: number;
  /** The invalidation that is under way; `null` where none is. */
  readonly reservation: Reservation | null;
}

/** The ledger before its first change. */
export const EMPTY_LEDGER: Ledger = {
  version: 0,
  month: "",
  spentPaths: 0,
  pending: NOTHING_PENDING,
  windowFrom: 0,
  reservation: null,
};

const strings = z.array(z.string()).readonly();

/** Reads a ledger from its record. */
export const ledgerSchema = z.object({
  version: z.int(),
  month: z.string(),
  spentPaths: z.int(),
  pending: z.union([z.literal("all"), z.record(z.string(), z.union([z.literal("whole"), strings]))]),
  windowFrom: z.int(),
  reservation: z
    .object({ reference: z.string(), paths: strings, month: z.string(), reservedAt: z.int(), sentAt: z.int() })
    .nullable(),
});
