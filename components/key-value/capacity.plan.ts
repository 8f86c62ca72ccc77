/** How far one kind of capacity goes by itself, and how full it is kept. */
export interface CapacityRange {
  /** Capacity units that are always there. */
  readonly minUnits: number;
  /** Most capacity units; beyond them DynamoDB throttles. */
  readonly maxUnits: number;
  /**
   * Share of the capacity that is to be in use.
   *
   * @default 70
   */
  readonly targetPercent?: number;
}

/** Every request is paid for by itself, and nothing is reserved. */
export interface OnDemandTableCapacity {
  readonly mode: "on-demand";
  /**
   * Most read units a second of the table, and of each index, in each region; more is throttled. `-1` lifts a bound
   * that was set before, which leaving it out does not.
   *
   * @default - as many as the account's quota lets through
   */
  readonly maxReadUnits?: number;
  /**
   * Most write units a second of the table, and of each index; more is throttled. `-1` lifts a bound that was set
   * before, which leaving it out does not.
   *
   * @default - as many as the account's quota lets through
   */
  readonly maxWriteUnits?: number;
}

/** Capacity is reserved by the hour, and follows its use within bounds. */
export interface ProvisionedTableCapacity {
  readonly mode: "provisioned";
  /** Read capacity of the table, and of each index, in each region. */
  readonly read: CapacityRange;
  /** Write capacity of the table, and of each index; the same in every region. */
  readonly write: CapacityRange;
  /**
   * Whether this update makes an existing table provisioned, or adds or removes an index of a provisioned one. The
   * minimum is then written to the table and its indexes; otherwise what the autoscaler has set is left alone, and a
   * table that is on demand stays so.
   *
   * @default false
   */
  readonly starting?: boolean;
}

/** How a table's capacity is paid for. */
export type TableCapacity = OnDemandTableCapacity | ProvisionedTableCapacity;

/** What capacity gets where its arguments leave the choice open. */
export const CAPACITY_DEFAULTS = { targetPercent: 70, starting: false } as const satisfies {
  targetPercent: number;
  starting: boolean;
};

/**
 * Shares of provisioned capacity that DynamoDB's autoscaling can keep in use.
 *
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/AutoScaling.html (read 2026-11-26).
 */
export const TARGET_PERCENT = { least: 20, most: 90 } as const satisfies Record<string, number>;

/** Value that takes the bound away from an on-demand table. */
export const NO_BOUND = -1;

/** The inputs that the table and each of its indexes take alike. */
export interface PlannedThroughput {
  readonly readCapacity?: number;
  readonly writeCapacity?: number;
  readonly onDemandThroughput?: { readonly maxReadRequestUnits?: number; readonly maxWriteRequestUnits?: number };
}

/** One kind of capacity, of the table or of an index, that is scaled in one region. */
export interface PlannedScaling {
  /** Part of the names of what scales it. */
  readonly role: string;
  readonly region: string;
  /** What follows the table's name in the id of the scaled resource. */
  readonly part: string;
  readonly dimension: string;
  readonly metric: string;
  readonly minUnits: number;
  readonly maxUnits: number;
  readonly targetPercent: number;
}

/** A table's capacity, with every choice made. */
export interface PlannedCapacity {
  readonly billingMode: "PAY_PER_REQUEST" | "PROVISIONED";
  readonly throughput: PlannedThroughput;
  /** Inputs of the table that are left as they are: its mode, and what belongs to the autoscaler. */
  readonly ignoreChanges: readonly string[];
  readonly scaling: readonly PlannedScaling[];
}

/** The table that has the capacity. */
export interface ScaledTable {
  /** Names of its indexes, in a fixed order. */
  readonly indexNames: readonly string[];
  /** Regions that hold it: home first. */
  readonly regions: readonly string[];
}

/** Plans the capacity of a table. */
export function planCapacity(capacity: TableCapacity, table: ScaledTable): PlannedCapacity {
  if (capacity.mode === "on-demand") {
    return { billingMode: "PAY_PER_REQUEST", throughput: boundsOf(capacity), ignoreChanges: [], scaling: [] };
  }
  const { read, write, starting = CAPACITY_DEFAULTS.starting } = capacity;
  return {
    billingMode: "PROVISIONED",
    throughput: { readCapacity: read.minUnits, writeCapacity: write.minUnits },
    ignoreChanges: starting ? [] : scaledInputs(table),
    scaling: table.regions.flatMap((region) => scalingIn(region, capacity, table.indexNames)),
  };
}

function boundsOf({ maxReadUnits, maxWriteUnits }: OnDemandTableCapacity): PlannedThroughput {
  const onDemandThroughput = {
    ...(maxReadUnits === undefined ? {} : { maxReadRequestUnits: maxReadUnits }),
    ...(maxWriteUnits === undefined ? {} : { maxWriteRequestUnits: maxWriteUnits }),
  };
  return Object.keys(onDemandThroughput).length === 0 ? {} : { onDemandThroughput };
}

const CAPACITIES = ["readCapacity", "writeCapacity"];

/**
 * For what it ignores, Pulumi keeps the earlier value even if there was none: a table on demand would become provisioned
 * with one unit of each. So its mode is ignored too, and changes only while it is `starting`.
 *
 * `[*]` reaches into every index and leaves its keys and projection to the program. The engine compares the lists by
 * position and refuses to where their lengths differ, hence `starting`.
 */
function scaledInputs({ indexNames }: ScaledTable): readonly string[] {
  const ofIndexes = CAPACITIES.map((capacity) => `globalSecondaryIndexes[*].${capacity}`);
  return ["billingMode", ...CAPACITIES, ...(indexNames.length === 0 ? [] : ofIndexes)];
}

/**
 * A replica is scaled in its own region, in each with the same settings and under the names that DynamoDB itself gives
 * to policies. Settings of write capacity have to be equal in all regions. DynamoDB copies them to a new replica, and
 * makes some of its own where a global table becomes provisioned: the same name takes those over, where another name
 * would put a second policy beside them.
 *
 * Sources (read 2026-11-26): V2globaltables_reqs_bestpractices.html, bp-switching-capacity-modes.html and
 * bp-global-table-design.prescriptive-guidance.throughput.html of
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/
 */
function scalingIn(
  region: string,
  { read, write }: ProvisionedTableCapacity,
  indexNames: readonly string[],
): readonly PlannedScaling[] {
  const both = (role: string, part: string): PlannedScaling[] => [
    scalingOf("Read", read, { role: `${role}-read-${region}`, region, part }),
    scalingOf("Write", write, { role: `${role}-write-${region}`, region, part }),
  ];
  return [...both("scale", ""), ...indexNames.flatMap((name) => both(`scale-${name}`, `/index/${name}`))];
}

function scalingOf(
  kind: "Read" | "Write",
  { minUnits, maxUnits, targetPercent = CAPACITY_DEFAULTS.targetPercent }: CapacityRange,
  place: Pick<PlannedScaling, "role" | "region" | "part">,
): PlannedScaling {
  return {
    ...place,
    dimension: `dynamodb:${place.part === "" ? "table" : "index"}:${kind}CapacityUnits`,
    metric: `DynamoDB${kind}CapacityUtilization`,
    minUnits,
    maxUnits,
    targetPercent,
  };
}
