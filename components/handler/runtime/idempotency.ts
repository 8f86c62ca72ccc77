/** A claim to work on a key: whoever wrote `leaseUntil` holds it, and nobody else can write the same. */
export interface Claim {
  /** What identifies the work: an event's id, a message's deduplication id. */
  readonly key: string;
  /** When the claim was made, in milliseconds of Unix time. */
  readonly now: number;
  /** Until when nobody else may claim the key, in milliseconds of Unix time. */
  readonly leaseUntil: number;
  /** When the key may be forgotten, in seconds of Unix time. */
  readonly expiresAt: number;
}

/** What became of a claim: it holds, somebody else's holds, or the work is done. */
export type ClaimResult = "claimed" | "in-progress" | "completed";

/** Where it is written which work is being done and which is done. */
export interface IdempotencyStore {
  /** Claims a key, in one step that two callers cannot take at once. A lease that has ended can be claimed anew. */
  readonly claim: (claim: Claim) => Promise<ClaimResult>;
  /** Marks the work as done; rejects with {@link LeaseLostError} where the claim no longer holds. */
  readonly complete: (claim: Claim) => Promise<void>;
  /** Gives a claim back, so that the work can be tried again; does nothing where it no longer holds. */
  readonly release: (claim: Claim) => Promise<void>;
}

/** How keys are guarded. */
export interface GuardSettings {
  readonly store: IdempotencyStore;
  /** The time, in milliseconds of Unix time: `Date.now`. */
  readonly now: () => number;
  /** How long one attempt may take: the function's timeout or more. */
  readonly leaseSeconds: number;
  /** How long done work is remembered: longer than a record can be handed out again, redriving included. */
  readonly keepSeconds: number;
}

/** Another attempt works on the same key; the record has to be handed out again. */
export class InProgressError extends Error {
  constructor(readonly key: string) {
    super(`"${key}" is being worked on by another attempt`);
    this.name = "InProgressError";
  }
}

/** The work took longer than its lease, and another attempt took over. */
export class LeaseLostError extends Error {
  constructor(readonly key: string) {
    super(`the lease of "${key}" ended before its work did; raise leaseSeconds to the function's timeout or more`);
    this.name = "LeaseLostError";
  }
}

/**
 * Runs an effect once for a key. A key whose work is done is passed over; one that is being worked on rejects. An effect
 * that fails gives its claim back. Where an attempt dies between its effect and the mark, the effect runs again after
 * the lease: what must not happen even then belongs into one transaction with the effect.
 */
export function onceFor({ store, now, leaseSeconds, keepSeconds }: GuardSettings) {
  return async (key: string, effect: () => Promise<void>): Promise<"done" | "repeated"> => {
    const time = now();
    const leaseUntil = time + leaseSeconds * 1_000;
    const claim = { key, now: time, leaseUntil, expiresAt: Math.ceil(time / 1_000) + keepSeconds };
    const result = await store.claim(claim);
    if (result === "completed") {
      return "repeated";
    }
    if (result === "in-progress") {
      throw new InProgressError(key);
    }
    try {
      await effect();
    } catch (error) {
      await store.release(claim).catch(() => undefined);
      throw error;
    }
    await store.complete(claim);
    return "done";
  };
}
