import { FLASH_SALE_BEHAVIOR, type ScalingPolicy } from "../../../components/autoscaler";
import { toSeconds } from "../../../components/core";

/** Seconds between two decisions of the autoscaler: the default of the controller. */
const SYNC = 15;

interface Fleet {
  readonly second: number;
  readonly pods: number;
}

/** How far up a policy lets the fleet go, counted as the controller counts: from the pods at the start of the period. */
function limitUp(policy: ScalingPolicy, start: number): number {
  return policy.type === "Pods" ? start + policy.value : Math.ceil(start * (1 + policy.value / 100));
}

/** How far down a policy lets the fleet go. */
function limitDown(policy: ScalingPolicy, start: number): number {
  return policy.type === "Pods" ? start - policy.value : Math.floor(start * (1 - policy.value / 100));
}

/** The fleet over time under a wish for pods, by the rules of the flash-sale behaviour. */
function simulate(
  wanted: (second: number) => number,
  fleet: { readonly from: number; readonly seconds: number },
): Fleet[] {
  const { scaleUp, scaleDown } = FLASH_SALE_BEHAVIOR;
  const steps: Fleet[] = [{ second: 0, pods: fleet.from }];
  for (let second = SYNC; second <= fleet.seconds; second += SYNC) {
    const podsAgo = (seconds: number): number =>
      steps.filter((step) => step.second <= Math.max(0, second - seconds)).at(-1)?.pods ?? fleet.from;
    const pods = podsAgo(0);
    const remembered = steps
      .filter((step) => step.second > second - toSeconds(scaleDown.stabilization))
      .map((step) => wanted(step.second));
    const up = Math.max(...scaleUp.policies.map((policy) => limitUp(policy, podsAgo(toSeconds(policy.period)))));
    const down = Math.min(...scaleDown.policies.map((policy) => limitDown(policy, podsAgo(toSeconds(policy.period)))));
    const wish = wanted(second);
    const floor = Math.max(wish, ...remembered, Math.min(down, pods));
    steps.push({ second, pods: wish > pods ? Math.min(wish, up) : Math.min(pods, floor) });
  }
  return steps;
}

describe("FLASH_SALE_BEHAVIOR", () => {
  it.each([2, 5, 20])("grows a fleet of %i twentyfold within a minute", (pods) => {
    const steps = simulate(() => pods * 20, { from: pods, seconds: 60 });
    expect(steps.at(-1)?.pods).toBe(pods * 20);
  });

  it("releases nothing in the trough between two waves of a sale", () => {
    const wave = (second: number): number => (second % 600 < 300 ? 100 : 5);
    const steps = simulate(wave, { from: 100, seconds: 3_600 });
    expect(new Set(steps.map(({ pods }) => pods))).toStrictEqual(new Set([100]));
  });

  it("holds the fleet for ten minutes after the last wave, then shrinks it, down to what is wanted", () => {
    const steps = simulate((second) => (second === 0 ? 100 : 2), { from: 100, seconds: 3_600 });
    const podsAt = (second: number): number | undefined => steps.find((step) => step.second === second)?.pods;
    expect(podsAt(585)).toBe(100);
    expect(podsAt(660)).toBeGreaterThanOrEqual(64);
    expect(steps.at(-1)?.pods).toBe(2);
    expect(steps.every(({ pods }, index) => pods <= (steps[index - 1]?.pods ?? 100))).toBe(true);
  });
});
