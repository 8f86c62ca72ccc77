import { currentKey, formerKeys, nextStep, type Observed, type Step } from "./decide";
import { OVERDUE_AFTER_SECONDS, type PartnerRotation, type RotationSettings } from "./settings";

/** Keys and secret of one partner, as AWS holds them. */
export interface PartnerPorts {
  /** What is there. */
  readonly observe: () => Promise<Observed>;
  /** Does one step. */
  readonly apply: (step: Step) => Promise<void>;
  /** Requests with a key on the last whole day. */
  readonly usedYesterday: (keyId: string) => Promise<number>;
}

/** What a rotation works on. */
export interface RotationPorts {
  /** Keys and secret of a partner. */
  readonly partner: (name: string, rotation: PartnerRotation) => PartnerPorts;
  /** The time, in milliseconds. */
  readonly now: () => number;
  /** Hears of each step that was done, and of each that failed; never of a value. */
  readonly tell: (told: Told) => void;
}

/** What a rotation tells. */
export type Told =
  | { readonly kind: "done"; readonly partner: string; readonly step: Step["kind"] }
  | { readonly kind: "failed"; readonly partner: string; readonly doing: string; readonly error: string }
  | { readonly kind: "summary"; readonly overdue: readonly string[]; readonly stillUsed: readonly string[] };

/** What became of one partner. */
interface Outcome {
  readonly isOverdue: boolean;
  readonly isStillUsed: boolean;
  readonly failure?: string;
}

/** Steps of a rotation from beginning to end, and those of a former one that was not finished. */
const MOST_STEPS = 20;
const SECOND = 1_000;

/**
 * Brings the keys of every partner to what they are to be; one partner's failure does not keep the others.
 * @throws Error that names the partners whose keys could not be brought there, and what failed, so that the call is tried again
 */
export function rotator(settings: RotationSettings, ports: RotationPorts): () => Promise<void> {
  return async () => {
    const outcomes: (readonly [string, Outcome])[] = [];
    for (const [name, rotation] of Object.entries(settings)) {
      outcomes.push([name, await rotatePartner({ name, rotation, ports })]);
    }
    ports.tell({
      kind: "summary",
      overdue: namesOf(outcomes, ({ isOverdue }) => isOverdue),
      stillUsed: namesOf(outcomes, ({ isStillUsed }) => isStillUsed),
    });
    const failures = outcomes.flatMap(([name, { failure }]) => (failure === undefined ? [] : [`${name}: ${failure}`]));
    if (failures.length > 0) {
      throw new Error(`keys of ${failures.length} partners are not as they are to be: ${failures.join("; ")}`);
    }
  };
}

interface Rotated {
  readonly name: string;
  readonly rotation: PartnerRotation;
  readonly ports: RotationPorts;
}

/** How far the rotation of a partner has come. */
interface Progress {
  doing: string;
  observed: Observed | undefined;
}

async function rotatePartner(rotated: Rotated): Promise<Outcome> {
  const { name, rotation, ports } = rotated;
  const partner = ports.partner(name, rotation);
  const progress: Progress = { doing: "observe", observed: undefined };
  try {
    await takeSteps(rotated, partner, progress);
    progress.doing = "read usage";
    const isStillUsed = await usesFormerKey(rotated, partner, progress.observed);
    return { isOverdue: isOverdue(rotated, progress.observed), isStillUsed };
  } catch (error) {
    // The name alone: the message of a service may repeat what it was sent.
    const reason = error instanceof Error ? error.name : "unknown";
    ports.tell({ kind: "failed", partner: name, doing: progress.doing, error: reason });
    return {
      isOverdue: isOverdue(rotated, progress.observed),
      isStillUsed: false,
      failure: `${progress.doing}: ${reason}`,
    };
  }
}

async function takeSteps({ name, rotation, ports }: Rotated, partner: PartnerPorts, progress: Progress): Promise<void> {
  for (let steps = 0; steps <= MOST_STEPS; steps++) {
    progress.doing = "observe";
    progress.observed = await partner.observe();
    const step = nextStep(progress.observed, { ...rotation, now: ports.now() });
    if (step === undefined) {
      return;
    }
    progress.doing = step.kind;
    await partner.apply(step);
    ports.tell({ kind: "done", partner: name, step: step.kind });
  }
  throw new EndlessRotationError();
}

/** Steps were done that did not bring the keys to what they are to be. */
class EndlessRotationError extends Error {
  override readonly name = "EndlessRotationError";
}

/** Whether a key is so old that somebody has to look; one that nobody could see is. */
function isOverdue({ rotation, ports }: Rotated, observed: Observed | undefined): boolean {
  const current = observed === undefined ? undefined : currentKey(observed);
  const longest = (rotation.periodSeconds + OVERDUE_AFTER_SECONDS) * SECOND;
  return current === undefined || ports.now() >= current.issuedAt + longest;
}

/** Whether a partner has gone on with a former key for half of the overlap. */
async function usesFormerKey(
  { rotation, ports }: Rotated,
  partner: PartnerPorts,
  observed: Observed | undefined,
): Promise<boolean> {
  const late = ports.now() - (rotation.overlapSeconds * SECOND) / 2;
  const former = observed === undefined ? [] : formerKeys(observed);
  const waiting = former.filter(({ supersededAt }) => supersededAt !== undefined && supersededAt <= late);
  const used = await Promise.all(waiting.map(({ id }) => partner.usedYesterday(id)));
  return used.some((requests) => requests > 0);
}

function namesOf(
  outcomes: readonly (readonly [string, Outcome])[],
  is: (outcome: Outcome) => boolean,
): readonly string[] {
  return outcomes.flatMap(([name, outcome]) => (is(outcome) ? [name] : []));
}
