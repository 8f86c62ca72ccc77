import type { ResourceReader } from "../resource/reader";
import type { NodeRoom } from "./nodes";
import type { PricedCall } from "./prepare";

/** What a node of a pool is and costs. */
export interface NodePrice {
  readonly type: string;
  readonly vcpus: number;
  readonly memoryGiB: number;
  readonly usdPerHour: number;
}

/** Prices, where there are any. */
export interface Prices {
  /** A node of a pool; `undefined` where it has no price. */
  node(pool: ResourceReader): NodePrice | undefined;
  /** USD of a call; `undefined` where it has no price. */
  call(call: PricedCall): number | undefined;
}

/** What nodes and calls cost over time. */
export interface CostCourse {
  /** USD of the whole run; nothing of what has no price is in it. */
  readonly usd: number;
  readonly moments: readonly { readonly second: number; readonly usdPerHour: number; readonly nodes: number }[];
  /** Whether something has no price. */
  readonly isIncomplete: boolean;
}

const SECONDS_OF_AN_HOUR = 3_600;

/** Adds up what nodes and calls cost, second by second. */
export class Costs {
  private readonly moments: { second: number; usdPerHour: number; nodes: number }[] = [];
  private isIncomplete = false;

  constructor(private readonly pools: readonly { readonly room: NodeRoom; readonly price: NodePrice | undefined }[]) {}

  /** Lets a second pass, with what its calls cost. */
  step(second: number, calls: readonly (number | undefined)[]): void {
    let [usdPerHour, nodes] = [0, 0];
    for (const { room, price } of this.pools) {
      const count = price === undefined ? 0 : nodesOf(room, price);
      this.isIncomplete ||= price === undefined && room.nodes.cpu > 0;
      nodes += count;
      usdPerHour += count * (price?.usdPerHour ?? 0);
    }
    this.isIncomplete ||= calls.includes(undefined);
    usdPerHour += calls.reduce<number>((sum, usd) => sum + (usd ?? 0), 0) * SECONDS_OF_AN_HOUR;
    this.moments.push({ second, usdPerHour, nodes });
  }

  /** What has been added up. */
  course(): CostCourse {
    const usd = this.moments.reduce((sum, { usdPerHour }) => sum + usdPerHour / SECONDS_OF_AN_HOUR, 0);
    return { usd, moments: this.moments, isIncomplete: this.isIncomplete };
  }
}

/** Sums of many small requests differ from a node's size in their last digits. */
const ROUNDING = 1e-9;

function nodesOf({ nodes: { cpu, memoryGiB } }: NodeRoom, { vcpus, memoryGiB: each }: NodePrice): number {
  return Math.max(Math.ceil(cpu / vcpus - ROUNDING), Math.ceil(memoryGiB / each - ROUNDING));
}
