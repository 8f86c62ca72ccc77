import type { Room } from "../resource/pods";
import type { NodeRoom } from "./nodes";

interface Pod {
  readonly readyAt: number;
  readonly room: NodeRoom;
}

/** How long things take to be there. */
export interface StartTimes {
  readonly podStartSeconds: number;
  readonly nodeStartSeconds: number;
}

/** The pods of one workload, on the pools that take them. */
export class Fleet {
  private readonly pods: Pod[] = [];

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

  private add(second: number): boolean {
    for (const room of this.rooms) {
      const placed = room.place(this.each);
      if (placed !== "full") {
        const wait = this.times.podStartSeconds + (placed === "starting" ? this.times.nodeStartSeconds : 0);
        this.pods.push({ readyAt: second + wait, room });
        return true;
      }
    }
    return false;
  }
}
