import type { HpaPlan } from "../../../components/autoscaler";

/**
 * The decisions of the horizontal pod autoscaler of Kubernetes 1.35, for one metric of type `AverageValue`. A model of
 * `GetObjectPerPodMetricReplicas` (replica_calculator.go), `stabilizeRecommendationWithBehaviors` and
 * `convertDesiredReplicasWithBehaviorRate` (horizontal.go) of
 * https://github.com/kubernetes/kubernetes/tree/v1.35.0/pkg/controller/podautoscaler, which sums the scale events of a
 * policy's period rather than remembering fleets.
 */

/** A point in time at which the autoscaler looks, and the load it then sees. */
export interface Look {
  readonly second: number;
  /** The total that all pods share. */
  readonly load: number;
}

/** The fleet after a look. */
export interface Fleet {
  readonly second: number;
  readonly pods: number;
  /** Pods that the load alone asks for. */
  readonly wish: number;
}

interface Stamped {
  readonly second: number;
  readonly value: number;
}

/** What the controller ignores, as a share of the target. */
const TOLERANCE = 0.1;

type Rules = HpaPlan["behavior"]["scaleUp"];

/** The fleet over time, by the plan of an autoscaler. */
export function simulateHpa(plan: HpaPlan, startingAt: number, looks: readonly Look[]): Fleet[] {
  let pods = startingAt;
  const wishes: Stamped[] = [{ second: Number.NEGATIVE_INFINITY, value: startingAt }];
  const added: Stamped[] = [];
  const removed: Stamped[] = [];
  return looks.map(({ second, load }) => {
    const wish = clamp(wishOf(plan, pods, load), plan);
    const steady = stabilize(plan, { pods, wish, second, wishes });
    wishes.push({ second, value: wish });
    const next = clamp(limit(plan, { pods, steady, second, added, removed }), plan);
    if (next !== pods) {
      (next > pods ? added : removed).push({ second, value: Math.abs(next - pods) });
    }
    pods = next;
    return { second, pods, wish };
  });
}

function wishOf(plan: HpaPlan, pods: number, load: number): number {
  const target = plan.metrics[0]?.object.target;
  const perPod = target?.type === "AverageValue" ? Number(target.averageValue) : Number.NaN;
  const ratio = load / (perPod * pods);
  return Math.abs(ratio - 1) <= TOLERANCE ? pods : Math.ceil(load / perPod);
}

/** Up to the lowest wish of the window for growing, down to the highest of the window for shrinking. */
function stabilize(
  { behavior }: HpaPlan,
  now: { readonly pods: number; readonly wish: number; readonly second: number; readonly wishes: readonly Stamped[] },
): number {
  const within = (seconds: number): number[] => [
    now.wish,
    ...now.wishes.filter(({ second }) => second > now.second - seconds).map(({ value }) => value),
  ];
  const up = Math.min(...within(behavior.scaleUp.stabilizationWindowSeconds));
  const down = Math.max(...within(behavior.scaleDown.stabilizationWindowSeconds));
  return Math.min(Math.max(now.pods, up), Math.max(down, up));
}

/** No further than the policies allow, counted from the fleet at the start of each one's period. */
function limit(
  { behavior }: HpaPlan,
  now: {
    readonly pods: number;
    readonly steady: number;
    readonly second: number;
    readonly added: readonly Stamped[];
    readonly removed: readonly Stamped[];
  },
): number {
  const sum = (events: readonly Stamped[], period: number): number =>
    events.filter(({ second }) => second > now.second - period).reduce((total, { value }) => total + value, 0);
  const startOf = (period: number): number => now.pods - sum(now.added, period) + sum(now.removed, period);
  if (now.steady > now.pods) {
    const limits = behavior.scaleUp.policies.map(({ type, value, periodSeconds }) =>
      type === "Pods" ? startOf(periodSeconds) + value : Math.ceil(startOf(periodSeconds) * (1 + value / 100)),
    );
    return Math.min(now.steady, Math.max(now.pods, furthest(behavior.scaleUp, limits, Math.max)));
  }
  if (now.steady < now.pods) {
    const limits = behavior.scaleDown.policies.map(({ type, value, periodSeconds }) =>
      type === "Pods" ? startOf(periodSeconds) - value : Math.trunc(startOf(periodSeconds) * (1 - value / 100)),
    );
    return Math.max(now.steady, Math.min(now.pods, furthest(behavior.scaleDown, limits, Math.min)));
  }
  return now.pods;
}

function furthest({ selectPolicy }: Rules, limits: readonly number[], most: (...values: number[]) => number): number {
  const least = most === Math.max ? Math.min : Math.max;
  return selectPolicy === "Max" ? most(...limits) : least(...limits);
}

function clamp(pods: number, { minReplicas, maxReplicas }: HpaPlan): number {
  return Math.min(Math.max(pods, minReplicas), maxReplicas);
}
