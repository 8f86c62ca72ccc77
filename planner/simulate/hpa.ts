/**
 * The decisions of the horizontal pod autoscaler of Kubernetes 1.36, for Object and External metrics: a model of
 * `replica_calculator.go` and `horizontal.go` of
 * https://github.com/kubernetes/kubernetes/tree/v1.36.3/pkg/controller/podautoscaler. Series that the real controller
 * was shown, and what it decided, hold it (`test/planner/simulate/hpa-recordings.json`).
 */

/** How far one direction may go. */
export interface ScalingRules {
  readonly stabilizationWindowSeconds: number;
  readonly selectPolicy: "Max" | "Min" | "Disabled";
  readonly policies: readonly ScalingPolicy[];
  /**
   * Share of the target by which a metric may be off in this direction.
   *
   * @default - the controller's
   */
  readonly tolerance?: number;
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
  /**
   * Whether the manifest has no `behavior` at all: then no policy counts, a look at most doubles the pods, and only
   * shrinking waits for the window of `scaleDown`.
   *
   * @default false
   */
  readonly isWithoutBehavior?: boolean;
}

/** What the controller ignores, as a share of the target: its default. */
const TOLERANCE = 0.1;
/** Without a `behavior` a look may reach four pods at once, and otherwise twice those that there are. */
const PLAIN_GROWTH = { factor: 2, least: 4 };

interface Stamped {
  readonly second: number;
  readonly value: number;
}

/** What an autoscaler sees when it looks. */
export interface Look {
  readonly second: number;
  /** Pods that the workload is to have. */
  readonly pods: number;
  /**
   * Pods that there are, ready or not.
   *
   * @default - as many as it is to have
   */
  readonly statusPods?: number;
  readonly readyPods: number;
  /** Values of the metrics, in the order of the targets; `undefined` where one cannot be read. */
  readonly values: readonly (number | undefined)[];
}

/** One autoscaler with its memory. */
export class Hpa {
  private readonly wishes: Stamped[] = [];
  private readonly added: ChangeLog;
  private readonly removed: ChangeLog;

  constructor(private readonly spec: HpaSpec) {
    this.added = new ChangeLog(spec.scaleUp);
    this.removed = new ChangeLog(spec.scaleDown);
  }

  /** How many pods it wants after a look. */
  look(look: Look): number {
    const { pods, second } = look;
    if (this.wishes.length === 0) {
      // What there is when it first looks counts as a wish: it holds a window like any other.
      this.wishes.push({ second, value: pods });
    }
    const next = this.next(look);
    if (next > pods) {
      this.added.add({ second, value: next - pods });
    } else if (next < pods) {
      this.removed.add({ second, value: pods - next });
    }
    return next;
  }

  private next(look: Look): number {
    const { minReplicas, maxReplicas } = this.spec;
    // Nothing is disabled by hand; what is out of its bounds goes back to them at once, by no policy.
    if (look.pods === 0 || look.pods > maxReplicas) {
      return look.pods === 0 ? 0 : maxReplicas;
    }
    if (look.pods < minReplicas) {
      return minReplicas;
    }
    const wish = this.wish(look);
    return wish === undefined ? look.pods : this.allowed(look, wish);
  }

  /** The most that a metric asks for; nothing where none can be read, or one cannot and the others want fewer. */
  private wish(look: Look): number | undefined {
    const wishes = this.spec.targets.flatMap((target, index) => {
      const value = look.values[index];
      const wish = value === undefined ? undefined : this.podsFor(target, value, look);
      return wish === undefined ? [] : [wish];
    });
    const most = Math.max(...wishes);
    const isBlind = wishes.length < this.spec.targets.length;
    return wishes.length === 0 || (isBlind && most < look.pods) ? undefined : most;
  }

  private podsFor({ type, value: target }: MetricTarget, value: number, look: Look): number | undefined {
    const { pods, statusPods = pods, readyPods } = look;
    const [measured, wanted] = [thousandths(value), thousandths(target)];
    if (type === "AverageValue") {
      return this.isNear(measured / (wanted * statusPods)) ? statusPods : Math.ceil(measured / wanted);
    }
    if (this.isNear(measured / wanted)) {
      return pods;
    }
    return statusPods === 0 ? undefined : Math.ceil((measured / wanted) * readyPods);
  }

  private isNear(ratio: number): boolean {
    const { tolerance: up = TOLERANCE } = this.spec.scaleUp;
    const { tolerance: down = TOLERANCE } = this.spec.scaleDown;
    return 1 - down <= ratio && ratio <= 1 + up;
  }

  private allowed(look: Look, wish: number): number {
    const { minReplicas, maxReplicas } = this.spec;
    const clamp = (pods: number): number => Math.min(Math.max(pods, minReplicas), maxReplicas);
    const steady = this.spec.isWithoutBehavior === true ? this.held(look, wish) : this.stabilized(look, wish);
    this.wishes.push({ second: look.second, value: wish });
    if (this.spec.isWithoutBehavior === true) {
      return clamp(Math.min(steady, Math.max(PLAIN_GROWTH.factor * look.pods, PLAIN_GROWTH.least)));
    }
    return clamp(this.limited(look, steady));
  }

  /** Without a `behavior`: the highest wish of the window, even where that grows. */
  private held({ second }: Look, wish: number): number {
    return Math.max(wish, ...this.wishesSince(second - this.spec.scaleDown.stabilizationWindowSeconds));
  }

  /** Up to the lowest wish of the window for growing, down to the highest of the window for shrinking. */
  private stabilized({ pods, second }: Look, wish: number): number {
    const { scaleUp, scaleDown } = this.spec;
    const up = Math.min(wish, ...this.wishesSince(second - scaleUp.stabilizationWindowSeconds));
    const down = Math.max(wish, ...this.wishesSince(second - scaleDown.stabilizationWindowSeconds));
    return Math.min(Math.max(pods, up), down);
  }

  private wishesSince(second: number): readonly number[] {
    return this.wishes.filter((earlier) => earlier.second > second).map(({ value }) => value);
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
    return pods - this.added.since(second - periodSeconds) + this.removed.since(second - periodSeconds);
  }
}

/**
 * Changes of a fleet in one direction. One that is older than the longest period of that direction's policies makes
 * room for the next, even where a policy of the other direction still looks that far back.
 */
class ChangeLog {
  private readonly changes: Stamped[] = [];
  private readonly keptSeconds: number;

  constructor({ policies }: ScalingRules) {
    this.keptSeconds = Math.max(0, ...policies.map(({ periodSeconds }) => periodSeconds));
  }

  add(change: Stamped): void {
    const outdated = this.changes.findLastIndex(({ second }) => second < change.second - this.keptSeconds);
    this.changes.splice(outdated < 0 ? this.changes.length : outdated, 1, change);
  }

  since(second: number): number {
    return this.changes.filter((change) => change.second > second).reduce((total, { value }) => total + value, 0);
  }
}

/** How far a policy reaches from the fleet at the start of its period. */
function reachOf({ type, value }: ScalingPolicy, start: number, isUp: boolean): number {
  if (isUp) {
    return type === "Pods" ? start + value : Math.ceil(start * (1 + value / 100));
  }
  return type === "Pods" ? start - value : Math.trunc(start * (1 - value / 100));
}

/** A sum of many small numbers differs from what it is meant to be in its last digits. */
const ROUNDING = 1e-6;

/** The controller reckons in thousandths, rounded up. */
function thousandths(value: number): number {
  return Math.ceil(value * 1_000 - ROUNDING);
}
