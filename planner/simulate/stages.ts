/** What an API's stage lets through: a bucket of tokens, filled by its rate, that holds its burst. */
export class ApiThrottle {
  private tokens: number;

  constructor(
    readonly name: string,
    readonly ratePerSecond: number,
    readonly burst: number,
  ) {
    this.tokens = burst;
  }

  /** Lets a second pass, in which the bucket is filled up. */
  step(): void {
    this.tokens = Math.min(this.burst, this.tokens + this.ratePerSecond);
  }

  /** How many of some requests are let through. */
  admit(requests: number): number {
    // What comes in a second meets what is filled in meanwhile, even where the burst is smaller.
    const room = Math.max(this.tokens, this.ratePerSecond);
    const admitted = Math.min(requests, room);
    this.tokens = Math.max(0, this.tokens - admitted);
    return admitted;
  }
}

/**
 * What one shard of Kinesis takes, and an on-demand stream that has not seen more yet; it follows what it has seen within
 * fifteen minutes, and takes twice that.
 * Source: https://docs.aws.amazon.com/streams/latest/dev/how-do-i-size-a-stream.html
 */
export const KINESIS = {
  recordsPerShard: 1_000,
  kbPerShard: 1_024,
  onDemandShards: 4,
  followsWithinSeconds: 900,
} as const;

/** A stream that a workload reads: what it takes, and how many read it at the same time. */
export class StreamStage {
  private readonly seen: number[] = [];

  constructor(
    readonly name: string,
    /** Shards or partitions; `undefined` where the stream grows by itself. */
    readonly parts: number | undefined,
    /** Things that a part takes in a second; `undefined` where no limit is known. */
    private readonly perPart: number | undefined,
  ) {}

  /** Parts at a second, after what has come. */
  partsAt(second: number): number {
    if (this.parts !== undefined) {
      return this.parts;
    }
    const followed = this.seen.slice(0, Math.max(0, second - KINESIS.followsWithinSeconds));
    const most = followed.reduce((highest, things) => Math.max(highest, things), this.seen[0] ?? 0);
    return Math.max(KINESIS.onDemandShards, Math.ceil((2 * most) / (this.perPart ?? Infinity)));
  }

  /** Things that it takes in a second. */
  takes(second: number, arriving: number): number {
    this.seen.push(arriving);
    return this.perPart === undefined ? Infinity : this.partsAt(second) * this.perPart;
  }
}

/** What one workload wants of a database in a second. */
export interface DatabaseDemand {
  /** Things to be carried out. */
  readonly things: number;
  /** Things that one unit of its writer carries out. */
  readonly unitPerSecond: number;
  readonly connections: number;
}

/** A database that workloads share. */
export interface DatabaseLimits {
  readonly name: string;
  /** vCPUs of the writer, or its most units of capacity. */
  readonly units: number;
  readonly unitsAre: "vCPUs" | "units of capacity";
  /** Input that decides them. */
  readonly input: string;
  readonly connections: number;
  /** Zones of its instances, that of the writer first. */
  readonly zones: readonly string[];
}

/** The share of what is wanted that a database carries out, and which of its limits says so. */
export function shareOf(
  { units, connections }: DatabaseLimits,
  demands: readonly DatabaseDemand[],
): { readonly share: number; readonly by?: "connections" | "database" } {
  const sum = (of: (demand: DatabaseDemand) => number): number => demands.reduce((all, each) => all + of(each), 0);
  const byUnits = units / sum(({ things, unitPerSecond }) => things / unitPerSecond);
  const byConnections = connections / sum((demand) => demand.connections);
  const share = Math.min(byUnits, byConnections);
  return share >= 1 || Number.isNaN(share)
    ? { share: 1 }
    : { share, by: byConnections < byUnits ? "connections" : "database" };
}
