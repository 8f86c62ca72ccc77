/**
 * The decisions of the horizontal pod autoscaler of Kubernetes 1.35, for Object and External metrics: a model of
 * `replica_calculator.go` and of `stabilizeRecommendationWithBehaviors` and `convertDesiredReplicasWithBehaviorRate` in
 * `horizontal.go` of https://github.com/kubernetes/kubernetes/tree/v1.35.0/pkg/controller/podautoscaler.
 */

/** How far one direction may go. */
export interface ScalingRules {
  readonly stabilizationWindowSeconds: number;
  readonly selectPolicy: "Max" | "Min" | "Disabled";
  readonly policies: readonly ScalingPolicy[];
}

/** One bound of a direction. */
export interface ScalingPolicy {
  readonly type: "Pods" | "Percent";
  readonly value: number;
  readonly periodSeconds: number;
}

/** What a metric is held against. */
export interface MetricTarget {
  /** `AverageValue`: a total that all pods share. `Value`: the metric itself, whatever the number of pods. */
  readonly type: "AverageValue" | "Value";
  readonly value: number;
}

/** An autoscaler as its manifest has it. */
export interface HpaSpec {
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly targets: readonly MetricTarget[];
  readonly scaleUp: ScalingRules;
  readonly scaleDown: ScalingRules;
}

/** What the controller ignores, as a share of the target: its default. */
const TOLERANCE = 0.1;

interface Stamped {
  readonly second: number;
  readonly value: number;
}

/** What an autoscaler sees when it looks. */
export interface Look {
  readonly second: number;
  /** Pods that there are, ready or not. */
  readonly pods: number;
  readonly readyPods: number;
  /** Values of the metrics, in the order of the targets; `undefined` where one cannot be read. */
  readonly values: readonly (number | undefined)[];
}

/** One autoscaler with its memory. */
export class Hpa {
  private readonly wishes: Stamped[] = [];
  private readonly added: Stamped[] = [];
  private readonly removed: Stamped[] = [];

  constructor(private readonly spec: HpaSpec) {}

  /** How many pods it wants after a look. */
  look(look: Look): number {
    const { minReplicas, maxReplicas } = this.spec;
    const clamp = (pods: number): number => Math.min(Math.max(pods, minReplicas), maxReplicas);
    if (this.wishes.length === 0) {
      this.wishes.push({ second: Number.NEGATIVE_INFINITY, value: look.pods });
    }
    const wish = clamp(this.wish(look));
    const steady = this.stabilized(look, wish);
    this.wishes.push({ second: look.second, value: wish });
    const next = clamp(this.limited(look, steady));
    if (next !== look.pods) {
      (next > look.pods ? this.added : this.removed).push({ second: look.second, value: Math.abs(next - look.pods) });
    }
    return next;
  }

  /** The most that a metric asks for; one that cannot be read forbids to shrink, and all of them to move at all. */
  private wish(look: Look): number {
    const wishes = this.spec.targets.flatMap((target, index) => {
      const value = look.values[index];
      return value === undefined ? [] : [podsFor(target, value, look)];
    });
    const most = Math.max(...wishes);
    const isBlind = wishes.length < this.spec.targets.length;
    return wishes.length === 0 || (isBlind && most < look.pods) ? look.pods : most;
  }

  /** Up to the lowest wish of the window for growing, down to the highest of the window for shrinking. */
  private stabilized({ pods, second }: Look, wish: number): number {
    const within = (seconds: number): number[] => [
      wish,
      ...this.wishes.filter((earlier) => earlier.second > second - seconds).map(({ value }) => value),
    ];
    const up = Math.min(...within(this.spec.scaleUp.stabilizationWindowSeconds));
    const down = Math.max(...within(this.spec.scaleDown.stabilizationWindowSeconds));
    return Math.min(Math.max(pods, up), Math.max(down, up));
  }

  /** No further than the policies allow, counted from the fleet at the start of each one's period. */
  private limited({ pods, second }: Look, steady: number): number {
    if (steady === pods) {
      return pods;
    }
    const isUp = steady > pods;
    const { policies, selectPolicy } = isUp ? this.spec.scaleUp : this.spec.scaleDown;
    if (selectPolicy === "Disabled") {
      return pods;
    }
    const limits = policies.map((policy) => reachOf(policy, this.startOf(policy, { pods, second }), isUp));
    if (isUp) {
      return Math.min(steady, Math.max(pods, selectPolicy === "Max" ? Math.max(...limits) : Math.min(...limits)));
    }
    return Math.max(steady, Math.min(pods, selectPolicy === "Max" ? Math.min(...limits) : Math.max(...limits)));
  }

  private startOf({ periodSeconds }: ScalingPolicy, { pods, second }: Pick<Look, "pods" | "second">): number {
    const sum = (events: readonly Stamped[]): number =>
      events.filter((event) => event.second > second - periodSeconds).reduce((total, { value }) => total + value, 0);
    return pods - sum(this.added) + sum(this.removed);
  }
}

/** How far a policy reaches from the fleet at the start of its period. */
function reachOf({ type, value }: ScalingPolicy, start: number, isUp: boolean): number {
  if (isUp) {
    return type === "Pods" ? start + value : Math.ceil(start * (1 + value / 100));
  }
  return type === "Pods" ? start - value : Math.trunc(start * (1 - value / 100));
}

function podsFor({ type, value: target }: MetricTarget, value: number, { pods, readyPods }: Look): number {
  const ratio = type === "AverageValue" ? value / (target * pods) : value / target;
  if (pods > 0 && Math.abs(ratio - 1) <= TOLERANCE) {
    return pods;
  }
  if (type === "AverageValue") {
    return Math.ceil(value / target);
  }
  return Math.ceil(pods > 0 ? ratio * readyPods : ratio);
}
