import type { Room } from "../resource/pods";

/** A pool of nodes that grows for pods, up to its limits. Nodes are not given back while a peak is looked at. */
export class NodeRoom {
  private readonly held = { cpu: 0, memoryGiB: 0 };
  private readonly used = { cpu: 0, memoryGiB: 0 };

  constructor(
    readonly name: string,
    private readonly limits: Room,
  ) {}

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
}

/** Sums of many small requests differ from a limit in their last digits. */
const ROUNDING = 1e-9;

function exceeds(room: Room, bound: Room): boolean {
  return room.cpu > bound.cpu + ROUNDING || room.memoryGiB > bound.memoryGiB + ROUNDING;
}
