import type { Room } from "../resource/pods";
import type { CapacityType, NodeRoom } from "./nodes";

interface Pod {
  readonly readyAt: number;
  readonly room: NodeRoom;
  readonly capacity: CapacityType;
  readonly zone: string;
}

/** How long things take to be there. */
export interface StartTimes {
  readonly podStartSeconds: number;
  readonly nodeStartSeconds: number;
}

/** What there is in a region at a time. */
export interface Surroundings {
  /** Zones that pods are spread over. */
  readonly zones: readonly string[];
  readonly isSpotToBeHad: boolean;
}

const CALM: Surroundings = { zones: [""], isSpotToBeHad: true };

/** The pods of one workload, on the pools that take them. */
export class Fleet {
  private pods: Pod[] = [];
  /** What there is around it; whoever lets things happen sets it. */
  around: Surroundings = CALM;

  constructor(
    private readonly each: Room,
    private readonly rooms: readonly NodeRoom[],
    private readonly times: StartTimes,
  ) {}

  /** Pods that have a node, or will have one. */
  get size(): number {
    return this.pods.length;
  }

  /** Pods that carry out work. */
  readyAt(second: number): number {
    return this.pods.filter(({ readyAt }) => readyAt <= second).length;
  }

  /** Begins with pods that are ready. */
  begin(count: number): void {
    while (this.pods.length < count && this.add(Number.NEGATIVE_INFINITY)) {
      // Each turn adds one.
    }
  }

  /** Grows or shrinks towards a number; tells whether all of it has room. */
  scale(count: number, second: number): boolean {
    while (this.pods.length > count) {
      this.pods.pop()?.room.release(this.each);
    }
    while (this.pods.length < count) {
      if (!this.add(second)) {
        return false;
      }
    }
    return true;
  }

  /** Loses a share of its pods on spot; tells how many of them were ready. */
  loseSpot(percent: number, second: number): number {
    const onSpot = this.pods.filter(({ capacity }) => capacity === "spot");
    return this.lose(new Set(onSpot.slice(0, Math.ceil((onSpot.length * percent) / 100))), second);
  }

  /** Loses its pods in a zone; tells how many of them were ready. */
  loseZone(zone: string, second: number): number {
    return this.lose(new Set(this.pods.filter((pod) => pod.zone === zone)), second);
  }

  private lose(lost: ReadonlySet<Pod>, second: number): number {
    this.pods = this.pods.filter((pod) => !lost.has(pod));
    lost.forEach(({ room }) => room.lose(this.each));
    return [...lost].filter(({ readyAt }) => readyAt <= second).length;
  }

  private add(second: number): boolean {
    const { zones, isSpotToBeHad } = this.around;
    for (const room of this.rooms) {
      const capacity = room.buys(isSpotToBeHad);
      const placed = capacity === undefined ? "full" : room.place(this.each);
      if (capacity !== undefined && placed !== "full") {
        const wait = this.times.podStartSeconds + (placed === "starting" ? this.times.nodeStartSeconds : 0);
        this.pods.push({ readyAt: second + wait, room, capacity, zone: this.emptiest(zones) });
        return true;
      }
    }
    return false;
  }

  /** The zone with the fewest of its pods, the first of several. */
  private emptiest(zones: readonly string[]): string {
    const inZone = (zone: string): number => this.pods.filter((pod) => pod.zone === zone).length;
    const [zone = ""] = zones.toSorted((left, right) => inZone(left) - inZone(right));
    return zone;
  }
}
