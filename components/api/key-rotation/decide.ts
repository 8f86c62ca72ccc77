import type { PartnerRotation } from "./settings";

/** A key of API Gateway that the rotation made. */
export interface IssuedKey {
  /** Id that API Gateway gave it. */
  readonly id: string;
  /** Version of the secret that holds its value. */
  readonly version: string;
  /** When it was made, in milliseconds. */
  readonly issuedAt: number;
  /** Whether the partner's usage plan lets it in. */
  readonly isInPlan: boolean;
  /**
   * When it was written down that another key had taken over.
   *
   * @default - it is the one that partners fetch, or nobody has written it down yet
   */
  readonly supersededAt?: number;
}

/** What is there of a partner. */
export interface Observed {
  /** Keys that the rotation made. */
  readonly keys: readonly IssuedKey[];
  /**
   * Version of the secret that the partner fetches.
   *
   * @default - the secret is empty
   */
  readonly current?: string;
  /**
   * Version of the secret that is to take over.
   *
   * @default - none is
   */
  readonly pending?: string;
}

/** One call that brings a partner's keys nearer to what they are to be. */
export type Step =
  | { readonly kind: "draw" }
  | { readonly kind: "create"; readonly version: string }
  | { readonly kind: "admit"; readonly keyId: string }
  | { readonly kind: "promote"; readonly version: string; readonly from?: string }
  | { readonly kind: "finish"; readonly version: string }
  | { readonly kind: "retire"; readonly keyId: string }
  | { readonly kind: "delete"; readonly keyId: string };

/** When and by what rule a step is decided. */
export type Circumstances = Pick<PartnerRotation, "periodSeconds" | "overlapSeconds"> & { readonly now: number };

const SECOND = 1_000;

/**
 * The next call for a partner; nothing where its keys are as they are to be. It is decided by what is there alone, so
 * that whoever dies between two calls, or is called twice, is continued and not repeated.
 */
export function nextStep(observed: Observed, circumstances: Circumstances): Step | undefined {
  return stepOfPending(observed) ?? stepOfCurrent(observed) ?? stepOfOthers(observed, circumstances);
}

/** The key that the partner fetches; nothing where it is gone. */
export function currentKey({ keys, current }: Observed): IssuedKey | undefined {
  return keys.find(({ version }) => version === current);
}

/** Keys that another one has taken over from. */
export function formerKeys({ keys, current, pending }: Observed): readonly IssuedKey[] {
  return keys.filter(({ version }) => version !== current && version !== pending);
}

/** A key is handed out once it is let in: whoever fetches it can use it. */
function stepOfPending({ keys, current, pending }: Observed): Step | undefined {
  if (pending === undefined) {
    return undefined;
  }
  const key = keys.find(({ version }) => version === pending);
  if (key === undefined) {
    return { kind: "create", version: pending };
  }
  if (!key.isInPlan) {
    return { kind: "admit", keyId: key.id };
  }
  return pending === current
    ? { kind: "finish", version: pending }
    : { kind: "promote", version: pending, ...(current === undefined ? {} : { from: current }) };
}

function stepOfCurrent(observed: Observed): Step | undefined {
  const key = currentKey(observed);
  return key === undefined || key.isInPlan ? undefined : { kind: "admit", keyId: key.id };
}

/**
 * Nothing is drawn while a former key is valid, so that two are at most; but at once where the partner has none that it
 * can fetch, as after somebody deleted one that others had seen.
 */
function stepOfOthers(observed: Observed, { now, periodSeconds, overlapSeconds }: Circumstances): Step | undefined {
  const current = currentKey(observed);
  if (current === undefined) {
    return { kind: "draw" };
  }
  const former = formerKeys(observed);
  const unmarked = former.find(({ supersededAt }) => supersededAt === undefined);
  if (unmarked !== undefined) {
    return { kind: "retire", keyId: unmarked.id };
  }
  const over = former.find(({ supersededAt = now }) => now >= supersededAt + overlapSeconds * SECOND);
  if (over !== undefined) {
    return { kind: "delete", keyId: over.id };
  }
  const isDue = former.length === 0 && now >= current.issuedAt + periodSeconds * SECOND;
  return isDue ? { kind: "draw" } : undefined;
}
