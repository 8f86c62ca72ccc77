import type { Fleet } from "./fleet";
import { Hpa } from "./hpa";
import type { Scaler } from "./scalers";
import { arrivalsAt, type Scenario, type ScenarioWorkload } from "./scenario";

/** A workload at one second. */
export interface Moment {
  readonly second: number;
  readonly arriving: number;
  /** Things that wait. */
  readonly waiting: number;
  /** Seconds that the oldest thing has waited: what is carried out now. */
  readonly waitSeconds: number;
  readonly readyPods: number;
  readonly pods: number;
  /** Pods that the autoscaler wants. */
  readonly wanted: number;
  /** Whether wanted pods have no room in any pool. */
  readonly isWithoutRoom: boolean;
}

/** One workload under a load, second by second. */
export class SimulatedWorkload {
  readonly moments: Moment[] = [];
  private readonly hpa: Hpa;
  private readonly arrived: number[] = [];
  private carriedOut = 0;
  /** Second in which the oldest waiting thing arrived. */
  private oldest = 0;
  private wanted: number;
  private lastActive = 0;
  private hasRoom = true;

  constructor(
    private readonly scenario: Scenario,
    private readonly load: ScenarioWorkload,
    private readonly parts: { readonly scaler: Scaler; readonly fleet: Fleet },
  ) {
    const { spec } = parts.scaler;
    this.hpa = new Hpa(spec);
    // What carries the load at rest is there when it begins.
    const atRest = Math.ceil(load.perSecond / load.podPerSecond);
    this.wanted = Math.min(Math.max(spec.minReplicas, atRest), spec.maxReplicas);
    parts.fleet.begin(this.wanted);
  }

  /** Lets a second pass. */
  step(second: number): void {
    const { fleet } = this.parts;
    if (second > 0 && second % this.scenario.looksEverySeconds === 0) {
      this.wanted = this.decide(second);
    }
    // Pods without room are tried again, as the scheduler does.
    this.hasRoom = fleet.scale(this.wanted, second);
    const arriving = arrivalsAt(this.scenario, this.load, second);
    const readyPods = fleet.readyAt(second);
    const waiting = this.carryOut(second, arriving, readyPods * this.load.podPerSecond);
    this.moments.push({
      second,
      arriving,
      waiting,
      waitSeconds: waiting === 0 ? 0 : second - this.oldest,
      readyPods,
      pods: fleet.size,
      wanted: this.wanted,
      isWithoutRoom: !this.hasRoom,
    });
  }

  /** First come, first served; tells what is left. */
  private carryOut(second: number, arriving: number, capacity: number): number {
    const total = (this.arrived[second - 1] ?? 0) + arriving;
    this.arrived.push(total);
    this.carriedOut = Math.min(total, this.carriedOut + capacity);
    while ((this.arrived[this.oldest] ?? Infinity) <= this.carriedOut) {
      this.oldest += 1;
    }
    return total - this.carriedOut;
  }

  private decide(second: number): number {
    const { scaler, fleet } = this.parts;
    const seen = this.moments[second - 1 - this.scenario.metricDelaySeconds];
    const value = seen === undefined ? undefined : this.measured(seen);
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

  private measured({ waiting, arriving, waitSeconds }: Moment): number {
    const { measures, serviceSeconds } = this.load;
    // What arrived in the last instants is still under way where nothing waits.
    return measures === "waiting" ? waiting + arriving * serviceSeconds : waitSeconds + serviceSeconds;
  }
}
