import type { Ledger, Reservation } from "./ledger";
import { settledMonthOf } from "./month";
import { addChanges, coarsen, fits, isPending, NOTHING_PENDING, pathsOf, type StockChange } from "./pending";
import { GIVE_UP_AFTER_SECONDS, MONTH_TURN_GUARD_SECONDS, RESEND_AFTER_SECONDS } from "./settings";
import type { InvalidationSettings } from "./settings";

/** What an invocation brings: the time, and what has changed. */
export interface Reading {
  /** Milliseconds of Unix time. */
  readonly now: number;
  /** Changes of stock; none where the clock alone has called. */
  readonly changes: readonly StockChange[];
}

/** What happened to changes, for metrics and alarms. */
export type Note =
  | { readonly kind: "reserved"; readonly paths: number; readonly spentPaths: number }
  | { readonly kind: "left-to-ttl"; readonly spentPaths: number }
  | { readonly kind: "given-up"; readonly reference: string; readonly paths: number };

/** What to write, what to send once it is written, and what to tell. */
export interface Decision {
  /** The ledger to write; the one that was given where nothing changes. */
  readonly ledger: Ledger;
  /** What to send to CloudFront once the ledger is written; `null` where there is nothing to send. */
  readonly send: Reservation | null;
  readonly notes: readonly Note[];
}

interface Moment {
  readonly now: number;
  /** The month that pays; `undefined` near its turn. */
  readonly month: string | undefined;
}

/**
 * Decides what an invocation does. Paths are reserved in the ledger, and so counted, before they are sent; nothing is
 * sent that is not reserved, nor in another month than the one that pays. One invalidation is under way at a time; what
 * changes meanwhile, or within the window, waits.
 */
export function decide(settings: InvalidationSettings, ledger: Ledger, { now, changes }: Reading): Decision {
  const moment = { now, month: settledMonthOf(now, MONTH_TURN_GUARD_SECONDS) };
  const added = withChanges(settings, ledger, changes);
  const current = withoutStale(added, moment);
  const { reservation } = current.ledger;
  const next = reservation === null ? reserve(settings, current.ledger, moment) : resend(current.ledger, moment);
  return { ...next, notes: [...current.notes, ...next.notes] };
}

/** The ledger once CloudFront has taken an invalidation, or has refused it for good: its paths stay spent. */
export function settled(ledger: Ledger, reference: string): Ledger {
  return ledger.reservation?.reference === reference ? changed(ledger, { reservation: null }) : ledger;
}

function withChanges(settings: InvalidationSettings, ledger: Ledger, changes: readonly StockChange[]): Ledger {
  if (changes.length === 0) {
    return ledger;
  }
  const pending = coarsen(addChanges(ledger.pending, changes), settings, settings.pathsPerInvalidation);
  return changed(ledger, { pending });
}

/** Gives up what another month would have to pay for, and what CloudFront has not taken for long. */
function withoutStale(ledger: Ledger, { now, month }: Moment): Omit<Decision, "send"> {
  const { reservation } = ledger;
  if (reservation === null) {
    return { ledger, notes: [] };
  }
  const old = now - reservation.reservedAt >= GIVE_UP_AFTER_SECONDS * 1_000;
  const unpaid = month !== undefined && month !== reservation.month;
  if (!old && !unpaid) {
    return { ledger, notes: [] };
  }
  const note: Note = { kind: "given-up", reference: reservation.reference, paths: reservation.paths.length };
  return { ledger: changed(ledger, { reservation: null }), notes: [note] };
}

function resend(ledger: Ledger, { now, month }: Moment): Decision {
  const { reservation } = ledger;
  const waits = reservation === null || now - reservation.sentAt < RESEND_AFTER_SECONDS * 1_000;
  if (waits || month !== reservation.month) {
    return { ledger, send: null, notes: [] };
  }
  const send = { ...reservation, sentAt: now };
  return { ledger: changed(ledger, { reservation: send }), send, notes: [] };
}

function reserve(settings: InvalidationSettings, ledger: Ledger, { now, month }: Moment): Decision {
  const inWindow = now < ledger.windowFrom + settings.windowSeconds * 1_000;
  if (!isPending(ledger.pending) || inWindow || month === undefined || month < ledger.month) {
    return { ledger, send: null, notes: [] };
  }
  const spent = month === ledger.month ? ledger.spentPaths : 0;
  const limit = Math.min(settings.pathsPerInvalidation, settings.pathsPerMonth - spent);
  const paths = pathsOf(coarsen(ledger.pending, settings, limit), settings.paths);
  if (!fits(paths, limit)) {
    const left = changed(ledger, { pending: NOTHING_PENDING, windowFrom: now });
    return { ledger: left, send: null, notes: [{ kind: "left-to-ttl", spentPaths: spent }] };
  }
  const reference = `stock-${now}-${ledger.version}`;
  const reservation = { reference, paths, month, reservedAt: now, sentAt: now };
  const spentPaths = spent + paths.length;
  return {
    ledger: changed(ledger, { month, spentPaths, pending: NOTHING_PENDING, windowFrom: now, reservation }),
    send: reservation,
    notes: [{ kind: "reserved", paths: paths.length, spentPaths }],
  };
}

function changed(ledger: Ledger, change: Partial<Ledger>): Ledger {
  return { ...ledger, ...change, version: ledger.version + 1 };
}
