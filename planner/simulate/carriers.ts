import { Hpa } from "./hpa";
import type { Fleet } from "./fleet";
import type { FunctionLimits } from "./read-stages";
import type { Scaler } from "./scalers";
import type { Scenario, ScenarioWorkload } from "./scenario";

/** What carries a workload's things out, at a second. */
export interface Hands {
  /** Pods that carry out work, or calls that may run. */
  readonly ready: number;
  readonly size: number;
  readonly wanted: number;
  /** Whether wanted pods have no room in any pool. */
  readonly isWithoutRoom: boolean;
}

/** Pods or calls that carry a workload's things out. */
export interface Carrier {
  /** Most that there may be. */
  readonly most: number;
  /** Lets a second pass; an autoscaler sees a value of its metric, or none. */
  step(second: number, seen: () => number | undefined): Hands;
  /** Loses what a spot reclaim or a lost zone takes; tells how many of those were ready. */
  lose(take: (fleet: Fleet) => number): number;
}

/** Pods that an autoscaler, or KEDA, looks after. */
export class PodCarrier implements Carrier {
  readonly most: number;
  private readonly hpa: Hpa;
  private wanted: number;
  private lastActive = 0;

  constructor(
    private readonly scenario: Scenario,
    load: ScenarioWorkload,
    private readonly parts: { readonly scaler: Scaler; readonly fleet: Fleet },
  ) {
    const { spec } = parts.scaler;
    this.most = spec.maxReplicas;
    this.hpa = new Hpa(spec);
    // What carries the load at rest is there when it begins.
    const atRest = Math.ceil(load.perSecond / load.podPerSecond);
    this.wanted = Math.min(Math.max(spec.minReplicas, atRest), spec.maxReplicas);
    parts.fleet.begin(this.wanted);
  }

  step(second: number, seen: () => number | undefined): Hands {
    const { fleet } = this.parts;
    if (second > 0 && second % this.scenario.looksEverySeconds === 0) {
      this.wanted = this.decide(second, seen());
    }
    // Pods without room are tried again, as the scheduler does.
    const hasRoom = fleet.scale(this.wanted, second);
    return { ready: fleet.readyAt(second), size: fleet.size, wanted: this.wanted, isWithoutRoom: !hasRoom };
  }

  lose(take: (fleet: Fleet) => number): number {
    return take(this.parts.fleet);
  }

  private decide(second: number, value: number | undefined): number {
    const { scaler, fleet } = this.parts;
    const { activation } = scaler;
    if (activation !== undefined && value !== undefined) {
      if (value > activation.above) {
        this.lastActive = second;
      } else if (second - this.lastActive >= activation.cooldownSeconds) {
        return activation.least;
      }
      if (fleet.size === 0) {
        return value > activation.above ? scaler.spec.minReplicas : activation.least;
      }
    }
    return this.hpa.look({ second, pods: this.wanted, readyPods: fleet.readyAt(second), values: [value] });
  }
}

/** Calls of a function: there as soon as they are needed, up to its concurrency. */
export class FunctionCarrier implements Carrier {
  constructor(
    private readonly limits: FunctionLimits,
    private readonly partsAt: (second: number) => number,
  ) {}

  get most(): number {
    return this.limits.concurrency;
  }

  step(second: number): Hands {
    const calls = Math.min(this.limits.concurrency, this.partsAt(second) * this.limits.callsPerPart);
    return { ready: calls, size: calls, wanted: calls, isWithoutRoom: false };
  }

  lose(): number {
    // Lambda runs in all zones of its region, and on no spot capacity of the account's.
    return 0;
  }
}
