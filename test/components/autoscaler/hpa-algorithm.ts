import type { HpaPlan } from "../../../components/autoscaler";
import { Hpa } from "../../../planner/simulate/hpa";

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

/** What the controller ignores, as a share of the target. */
const TOLERANCE = 0.1;

/** The fleet over time, by the plan of an autoscaler with one metric of type `AverageValue`. */
export function simulateHpa(plan: HpaPlan, startingAt: number, looks: readonly Look[]): Fleet[] {
  const target = plan.metrics[0]?.object.target;
  const value = target?.type === "AverageValue" ? Number(target.averageValue) : Number.NaN;
  const { minReplicas, maxReplicas, behavior } = plan;
  const hpa = new Hpa({ minReplicas, maxReplicas, ...behavior, targets: [{ type: "AverageValue", value }] });
  let pods = startingAt;
  return looks.map(({ second, load }) => {
    const isNear = Math.abs(load / (value * pods) - 1) <= TOLERANCE;
    const wish = Math.min(Math.max(isNear ? pods : Math.ceil(load / value), minReplicas), maxReplicas);
    pods = hpa.look({ second, pods, readyPods: pods, values: [load] });
    return { second, pods, wish };
  });
}
