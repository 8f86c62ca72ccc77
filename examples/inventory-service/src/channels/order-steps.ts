/** What is done for an order, one step after the other; the last three are ends. */
export type OrderStep =
  | "reserve"
  | "accept"
  | "confirm"
  | "hand-over"
  | "ship"
  | "announce"
  | "recall"
  | "deny"
  | "cancel"
  | "release"
  | "reject"
  | "shipped"
  | "undone"
  | "stuck";

/** A step at which there is something to do. */
export type DueStep = Exclude<OrderStep, "shipped" | "undone" | "stuck">;

/** What came of a step. */
export type StepOutcome =
  | { readonly kind: "done" }
  | { readonly kind: "refused"; readonly problem: string }
  /** Not known: the same is done again. */
  | { readonly kind: "later"; readonly problem: string; readonly afterMilliseconds: number | undefined }
  /** Somebody else has not done their part yet. */
  | { readonly kind: "waiting" }
  /** Its key can no longer be asked for: the step is begun anew, which does no harm to what was done. */
  | { readonly kind: "renew" };

interface Step {
  /** Where it goes on. */
  readonly done: OrderStep;
  /** What makes good for the steps before, where this one is refused. */
  readonly refused: OrderStep;
  /**
   * Where it goes on when the order was cancelled meanwhile.
   *
   * @default - as if it were not
   */
  readonly cancelled?: OrderStep;
  /**
   * What makes good where it is not known for too long whether it was done.
   *
   * @default - it is tried for ever
   */
  readonly givenUp?: OrderStep;
}

/** The way of an order: reserve, accept, confirm, hand over, ship, announce; the other steps undo what these did. */
const STEPS: Readonly<Record<DueStep, Step>> = {
  reserve: { done: "accept", refused: "reject", cancelled: "release" },
  accept: { done: "confirm", refused: "release", cancelled: "release", givenUp: "release" },
  confirm: { done: "hand-over", refused: "reject", cancelled: "cancel" },
  "hand-over": { done: "ship", refused: "cancel", cancelled: "recall", givenUp: "recall" },
  ship: { done: "announce", refused: "stuck" },
  announce: { done: "shipped", refused: "shipped" },
  recall: { done: "cancel", refused: "deny" },
  deny: { done: "ship", refused: "ship" },
  cancel: { done: "reject", refused: "stuck" },
  release: { done: "reject", refused: "stuck" },
  reject: { done: "undone", refused: "undone" },
};

/** Where an order stands. */
export interface OrderState {
  readonly step: OrderStep;
  readonly cancelWanted: boolean;
  readonly attempts: number;
  /** For how long it has been at its step, in ms. */
  readonly stepMilliseconds: number;
  readonly problem: string | null;
}

/** Where an order goes. */
export interface NextState extends Omit<OrderState, "stepMilliseconds"> {
  /** Whether it comes to the step, or comes to it anew. */
  readonly isEntered: boolean;
  /** When it goes on, in ms; `null` at its end. */
  readonly afterMilliseconds: number | null;
}

/** After how long a step is given up of which it is not known whether it was done. */
export const GIVEN_UP_MILLISECONDS = 3 * 86_400_000;

const FIRST_RETRY_MILLISECONDS = 1_000;
const LONGEST_RETRY_MILLISECONDS = 300_000;
const LOOK_AGAIN_MILLISECONDS = 60_000;

/** When something that failed is tried again, in ms: twice as late each time, up to five minutes. */
export function retryAfter(attempts: number): number {
  return Math.min(FIRST_RETRY_MILLISECONDS * 2 ** Math.min(attempts, 20), LONGEST_RETRY_MILLISECONDS);
}

/** Reads a step as it was stored. */
export function stepOf(text: string): OrderStep {
  if (text === "shipped" || text === "undone" || text === "stuck" || isUnderWay(text)) {
    return text;
  }
  throw new Error(`internal: there is no step ${text}`);
}

/** Decides where an order goes after its step. Total and pure: whoever decides again decides the same. */
export function decideNext(state: OrderState, outcome: StepOutcome): NextState {
  if (!isUnderWay(state.step)) {
    return stay(state, null);
  }
  const step = STEPS[state.step];
  switch (outcome.kind) {
    case "done":
      return enter(state, (state.cancelWanted ? step.cancelled : undefined) ?? step.done, state.problem);
    case "refused":
      return enter(state, step.refused, `${state.step}: ${outcome.problem}`);
    case "waiting":
      return state.cancelWanted
        ? enter(state, "recall", state.problem)
        : stay({ ...state, attempts: 0 }, LOOK_AGAIN_MILLISECONDS);
    case "renew":
      return enter(state, state.step, state.problem);
    case "later":
      return decideLater(state, step, outcome);
  }
}

function decideLater(
  state: OrderState,
  { givenUp }: Step,
  outcome: Extract<StepOutcome, { kind: "later" }>,
): NextState {
  const problem = `${state.step}: ${outcome.problem}`;
  if (givenUp !== undefined && state.stepMilliseconds >= GIVEN_UP_MILLISECONDS) {
    return enter(state, givenUp, problem);
  }
  const afterMilliseconds = outcome.afterMilliseconds ?? retryAfter(state.attempts);
  return stay({ ...state, attempts: state.attempts + 1, problem }, afterMilliseconds);
}

/** Decides what becomes of an order that its customer no longer wants; `undefined` where there is nothing left to undo. */
export function decideCancellation(state: OrderState): NextState | undefined {
  if (isUnderWay(state.step)) {
    // A step of which it is not known whether it was done is not left before that is known.
    return stay({ ...state, cancelWanted: true }, 0);
  }
  return state.step === "shipped" ? enter({ ...state, cancelWanted: true }, "deny", state.problem) : undefined;
}

function stay({ step, cancelWanted, attempts, problem }: OrderState, afterMilliseconds: number | null): NextState {
  return { step, cancelWanted, attempts, problem, isEntered: false, afterMilliseconds };
}

function enter(state: OrderState, step: OrderStep, problem: string | null): NextState {
  const cancelWanted = state.step === "deny" ? false : state.cancelWanted;
  return { step, cancelWanted, attempts: 0, problem, isEntered: true, afterMilliseconds: isUnderWay(step) ? 0 : null };
}

/** Whether there is something to do at a step. */
export function isUnderWay(step: string): step is DueStep {
  return Object.hasOwn(STEPS, step);
}
