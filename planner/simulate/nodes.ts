import type { Room } from "../resource/pods";

/** What nodes of a pool are bought as. */
export type CapacityType = "spot" | "on-demand";

/** How a pool of nodes works. */
export interface NodeRoomOptions {
  /**
   * What its nodes may be bought as, the first choice first.
   *
   * @default - on demand alone
   */
  readonly capacityTypes?: readonly CapacityType[];
  /**
   * How long room is kept that no pod takes.
   *
   * @default - for ever
   */
  readonly consolidateAfterSeconds?: number;
}

/** A pool of nodes that grows for pods, up to its limits, and gives back what has long been empty. */
export class NodeRoom {
  private readonly held = { cpu: 0, memoryGiB: 0 };
  private readonly used = { cpu: 0, memoryGiB: 0 };
  private fullSince = 0;

  constructor(
    readonly name: string,
    readonly limits: Room,
    private readonly options: NodeRoomOptions = {},
  ) {}

  /** Room that its nodes have. */
  get nodes(): Room {
    return { ...this.held };
  }

  /** Takes a pod: `ready` where a node has room, `starting` where one is made for it, `full` where the limits forbid it. */
  place({ cpu, memoryGiB }: Room): "ready" | "starting" | "full" {
    const after = { cpu: this.used.cpu + cpu, memoryGiB: this.used.memoryGiB + memoryGiB };
    if (exceeds(after, this.limits)) {
      return "full";
    }
    const grows = exceeds(after, this.held);
    Object.assign(this.used, after);
    Object.assign(this.held, {
      cpu: Math.max(this.held.cpu, after.cpu),
      memoryGiB: Math.max(this.held.memoryGiB, after.memoryGiB),
    });
    return grows ? "starting" : "ready";
  }

  /** Gives back what a pod took. */
  release({ cpu, memoryGiB }: Room): void {
    this.used.cpu -= cpu;
    this.used.memoryGiB -= memoryGiB;
  }

  /** Loses the node of a pod with it. */
  lose(pod: Room): void {
    this.release(pod);
    this.held.cpu = Math.max(this.used.cpu, this.held.cpu - pod.cpu);
    this.held.memoryGiB = Math.max(this.used.memoryGiB, this.held.memoryGiB - pod.memoryGiB);
  }

  /** Lets a second pass: nodes that have been empty for long enough go. */
  step(second: number): void {
    if (!exceeds(this.held, this.used)) {
      this.fullSince = second;
    } else if (second - this.fullSince >= (this.options.consolidateAfterSeconds ?? Infinity)) {
      Object.assign(this.held, this.used);
    }
  }

  /** What a node that is made now is bought as; `undefined` where none is to be had. */
  buys(isSpotToBeHad: boolean): CapacityType | undefined {
    const { capacityTypes = ["on-demand"] } = this.options;
    return capacityTypes.find((type) => type === "on-demand" || isSpotToBeHad);
  }
}

/** Sums of many small requests differ from a limit in their last digits. */
const ROUNDING = 1e-9;

function exceeds(room: Room, bound: Room): boolean {
  return room.cpu > bound.cpu + ROUNDING || room.memoryGiB > bound.memoryGiB + ROUNDING;
}
