import type { Fleet } from "./fleet";
import { eventsOf, isDuring, type ScenarioEvent } from "./events";
import type { DatabaseLimits } from "./stages";
import type { SimulatedWorkload } from "./workload";

/** A workload with its pods, as events meet it. */
export interface Exposed {
  readonly workload: SimulatedWorkload;
  /** Its pods; absent for a function. */
  readonly fleet?: Fleet;
  /** Seconds that a pod is given to end what it is at when its node is reclaimed. */
  readonly graceSeconds: number;
}

/** Lets what a scenario says happen to a stack's pods and databases. */
export class Happenings {
  constructor(
    private readonly events: readonly ScenarioEvent[],
    private readonly zones: readonly string[],
  ) {}

  /** What happens to pods in a second. */
  step(second: number, all: readonly Exposed[]): void {
    const lostZones = eventsOf(this.events, "zone-loss").filter((event) => isDuring(event, second));
    const isSpotToBeHad = !eventsOf(this.events, "spot-reclaim").some((event) => isDuring(event, second));
    const zones = this.zones.filter((zone) => !lostZones.some((event) => event.zone === zone));
    all.forEach(({ fleet }) => fleet !== undefined && (fleet.around = { zones, isSpotToBeHad }));
    for (const { percent } of this.beginning("spot-reclaim", second)) {
      all.forEach((exposed) => interrupt(exposed, (fleet) => fleet.loseSpot(percent, second), exposed.graceSeconds));
    }
    for (const { zone } of this.beginning("zone-loss", second)) {
      all.forEach((exposed) => interrupt(exposed, (fleet) => fleet.loseZone(zone, second), 0));
    }
  }

  /** Whether a database has no writer: its zone is lost, or it is being promoted. */
  isWithoutWriter({ zones: [writer, ...readers] }: DatabaseLimits, second: number): boolean {
    const isLost = eventsOf(this.events, "zone-loss").some(({ zone, failoverSeconds, ...event }) => {
      const isElsewhere = readers.some((reader) => reader !== zone);
      const forSeconds = isElsewhere ? Math.min(failoverSeconds, event.forSeconds) : event.forSeconds;
      return zone === writer && isDuring({ fromSecond: event.fromSecond, forSeconds }, second);
    });
    const isPromoted = eventsOf(this.events, "region-failover").some(({ fromSecond, takeoverSeconds }) =>
      isDuring({ fromSecond, forSeconds: takeoverSeconds }, second),
    );
    return isLost || isPromoted;
  }

  private beginning<Kind extends ScenarioEvent["kind"]>(kind: Kind, second: number) {
    return eventsOf(this.events, kind).filter(({ fromSecond }) => fromSecond === second);
  }
}

function interrupt({ workload, fleet }: Exposed, take: (fleet: Fleet) => number, graceSeconds: number): void {
  if (fleet !== undefined) {
    workload.interrupt(take(fleet), workload.load.serviceSeconds <= graceSeconds);
  }
}
