import { LeaseLostError, type Claim, type IdempotencyStore } from "./idempotency";

interface Entry {
  readonly completed: boolean;
  readonly leaseUntil: number;
  readonly expiresAt: number;
}

/** An {@link IdempotencyStore} in memory, for tests. */
export function memoryStore(): IdempotencyStore {
  const entries = new Map<string, Entry>();
  const holds = ({ key, leaseUntil }: Claim): boolean => {
    const entry = entries.get(key);
    return entry !== undefined && !entry.completed && entry.leaseUntil === leaseUntil;
  };
  return {
    claim: async (claim) => {
      const entry = entries.get(claim.key);
      if (entry === undefined || isFree(entry, claim.now)) {
        entries.set(claim.key, { completed: false, leaseUntil: claim.leaseUntil, expiresAt: claim.expiresAt });
        return "claimed";
      }
      return entry.completed ? "completed" : "in-progress";
    },
    complete: async (claim) => {
      if (!holds(claim)) {
        throw new LeaseLostError(claim.key);
      }
      entries.set(claim.key, { completed: true, leaseUntil: claim.leaseUntil, expiresAt: claim.expiresAt });
    },
    release: async (claim) => {
      if (holds(claim)) {
        entries.delete(claim.key);
      }
    },
  };
}

function isFree({ completed, leaseUntil, expiresAt }: Entry, now: number): boolean {
  return completed ? expiresAt * 1_000 <= now : leaseUntil <= now;
}
