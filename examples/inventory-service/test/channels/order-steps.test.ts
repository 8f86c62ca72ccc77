import fc from "fast-check";
import {
  decideCancellation,
  decideNext,
  GIVEN_UP_MILLISECONDS,
  retryAfter,
  type OrderState,
  type OrderStep,
  type StepOutcome,
} from "../../src/channels/order-steps";

const AT: OrderState = { step: "reserve", cancelWanted: false, attempts: 0, stepMilliseconds: 0, problem: null };
const DONE: StepOutcome = { kind: "done" };
const REFUSED: StepOutcome = { kind: "refused", problem: "no" };

/** Steps that an order takes from one on, where all goes as `outcome` says. */
function wayFrom(state: Partial<OrderState>, outcome: (step: OrderStep) => StepOutcome = () => DONE): OrderStep[] {
  const way: OrderStep[] = [];
  let at: OrderState = { ...AT, ...state };
  for (
    let next = decideNext(at, outcome(at.step));
    next.afterMilliseconds !== null;
    next = decideNext(at, outcome(at.step))
  ) {
    way.push(next.step);
    at = { ...at, ...next };
  }
  return [...way, decideNext(at, outcome(at.step)).step];
}

const refusedAt =
  (refused: OrderStep) =>
  (step: OrderStep): StepOutcome =>
    step === refused ? REFUSED : DONE;

describe("the way of an order", () => {
  it("is reserve, accept, confirm, hand over, ship and announce", () => {
    expect(wayFrom({})).toEqual(["accept", "confirm", "hand-over", "ship", "announce", "shipped"]);
  });

  it.each<[OrderStep, OrderStep[]]>([
    ["reserve", ["reject", "undone"]],
    ["accept", ["release", "reject", "undone"]],
    ["confirm", ["reject", "undone"]],
    ["hand-over", ["cancel", "reject", "undone"]],
    ["announce", ["shipped"]],
    ["ship", ["stuck"]],
    ["cancel", ["stuck"]],
    ["release", ["stuck"]],
    ["reject", ["undone"]],
  ])("goes back where %s is refused: what was done before is undone", (step, way) => {
    expect(wayFrom({ step }, refusedAt(step))).toEqual(way);
  });

  it.each<[OrderStep, OrderStep[]]>([
    ["reserve", ["release", "reject", "undone"]],
    ["accept", ["release", "reject", "undone"]],
    ["confirm", ["cancel", "reject", "undone"]],
    ["hand-over", ["recall", "cancel", "reject", "undone"]],
    ["ship", ["announce", "shipped"]],
  ])("goes back where it was cancelled and %s is done; not where it has left", (step, way) => {
    expect(wayFrom({ step, cancelWanted: true })).toEqual(way);
  });

  it("waits for the warehouse, and recalls what was cancelled meanwhile; what has left is denied, and goes on", () => {
    const waiting = decideNext({ ...AT, step: "ship" }, { kind: "waiting" });
    const recalled = decideNext({ ...AT, step: "ship", cancelWanted: true }, { kind: "waiting" });

    expect(waiting).toMatchObject({ step: "ship", isEntered: false, afterMilliseconds: 60_000 });
    expect(recalled).toMatchObject({ step: "recall", isEntered: true, afterMilliseconds: 0 });
    expect(wayFrom({ step: "recall", cancelWanted: true }, refusedAt("recall"))).toEqual([
      "deny",
      "ship",
      "announce",
      "shipped",
    ]);
  });

  it.each<[OrderStep, OrderStep]>([
    ["accept", "release"],
    ["hand-over", "recall"],
    ["reserve", "reserve"],
    ["cancel", "cancel"],
  ])("gives %s up after three days of not knowing: it is at %s then", (step, next) => {
    const later: StepOutcome = { kind: "later", problem: "away", afterMilliseconds: undefined };
    const before = { ...AT, step, stepMilliseconds: GIVEN_UP_MILLISECONDS - 1 };

    expect(decideNext(before, later)).toMatchObject({ step, attempts: 1, isEntered: false });
    expect(decideNext({ ...before, stepMilliseconds: GIVEN_UP_MILLISECONDS }, later).step).toBe(next);
  });

  it("tries again when it is asked to, or else twice as late each time, up to five minutes", () => {
    const asked = decideNext(AT, { kind: "later", problem: "busy", afterMilliseconds: 1_234 });

    expect(asked).toMatchObject({ afterMilliseconds: 1_234, problem: "reserve: busy" });
    expect([0, 1, 2, 8, 9, 99].map(retryAfter)).toEqual([1_000, 2_000, 4_000, 256_000, 300_000, 300_000]);
  });

  it("is begun anew under other keys where its key is too old", () => {
    expect(decideNext({ ...AT, step: "confirm", attempts: 7 }, { kind: "renew" })).toEqual({
      ...{ step: "confirm", cancelWanted: false, attempts: 0, problem: null },
      ...{ isEntered: true, afterMilliseconds: 0 },
    });
  });
});

describe("a cancellation", () => {
  it.each<[OrderStep, OrderStep | undefined]>([
    ["reserve", "reserve"],
    ["ship", "ship"],
    ["shipped", "deny"],
    ["undone", undefined],
    ["stuck", undefined],
  ])("of an order at %s leaves it at %s", (step, next) => {
    expect(decideCancellation({ ...AT, step })?.step).toBe(next);
  });
});

describe("any order", () => {
  it("comes to an end, whatever is done, refused, cancelled or not known, as long as that is not for ever", () => {
    const outcome = fc.constantFrom<StepOutcome>(
      DONE,
      REFUSED,
      { kind: "later", problem: "away", afterMilliseconds: undefined },
      { kind: "waiting" },
      { kind: "renew" },
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(outcome, fc.boolean()), { maxLength: 40 }), (history) => {
        let state = AT;
        for (const [happened, isCancelled] of history) {
          const cancelled = isCancelled ? decideCancellation(state) : undefined;
          state = { ...state, ...cancelled };
          state = { ...state, ...decideNext(state, happened) };
        }
        const last = wayFrom(state).at(-1) ?? state.step;
        expect(["shipped", "undone", "stuck"]).toContain(last);
      }),
    );
  });
});
