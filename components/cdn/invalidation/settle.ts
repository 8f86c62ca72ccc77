import { decide, settled, type Note } from "./decide";
import type { Ledger, Reservation } from "./ledger";
import type { StockChange } from "./pending";
import type { InvalidationSettings } from "./settings";

/** Where the ledger of a distribution is kept. */
export interface LedgerStore {
  /** The latest version. */
  readonly read: () => Promise<Ledger>;
  /** Writes a ledger, in one step, where the stored version still is the one that was read; else answers `false`. */
  readonly write: (ledger: Ledger, readVersion: number) => Promise<boolean>;
}

/** What CloudFront did with an invalidation: took it, may take it when it is sent again, or never will. */
export type Answer = "taken" | "later" | "refused";

/** Who invalidates. */
export interface Invalidations {
  /** Asks for an invalidation. Does not reject: what is not known to have been taken is sent again. */
  readonly create: (reservation: Reservation) => Promise<Answer>;
}

/** What settling needs. */
export interface SettlePorts {
  readonly ledger: LedgerStore;
  readonly invalidations: Invalidations;
  /** The time, in milliseconds of Unix time: `Date.now`. */
  readonly now: () => number;
  /** Hears what happened to changes. */
  readonly tell: (note: Note | { readonly kind: Exclude<Answer, "taken">; readonly reference: string }) => void;
}

/** Writers of one ledger that may come between a reading and its writing, before an invocation fails. */
const ATTEMPTS = 10;

/** Others kept writing the ledger; the events have to be handed out again. */
export class LedgerBusyError extends Error {
  constructor() {
    super(`the ledger of invalidations changed between reading and writing, ${ATTEMPTS} times in a row`);
    this.name = "LedgerBusyError";
  }
}

/**
 * Takes changes of stock into the ledger, and invalidates what is due. It rejects only where the changes are not in the
 * ledger; once they are, whatever is left undone is done by a later call, of which the clock makes one each minute.
 */
export function settler(settings: InvalidationSettings, ports: SettlePorts) {
  const { invalidations, now, tell } = ports;
  return async (changes: readonly StockChange[]): Promise<void> => {
    const decision = await update(ports.ledger, (ledger) => decide(settings, ledger, { now: now(), changes }));
    decision.notes.forEach((note) => tell(note));
    if (decision.send === null) {
      return;
    }
    const { reference } = decision.send;
    const answer = await invalidations.create(decision.send);
    if (answer !== "taken") {
      tell({ kind: answer, reference });
    }
    if (answer !== "later") {
      // Where this fails, a later call sends the same reference again, which costs nothing.
      await update(ports.ledger, (ledger) => ({ ledger: settled(ledger, reference) })).catch(() => undefined);
    }
  };
}

async function update<Result extends { readonly ledger: Ledger }>(
  store: LedgerStore,
  change: (ledger: Ledger) => Result,
): Promise<Result> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const read = await store.read();
    const result = change(read);
    if (result.ledger === read || (await store.write(result.ledger, read.version))) {
      return result;
    }
  }
  throw new LedgerBusyError();
}
