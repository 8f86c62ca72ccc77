import { planCapacity, type TableCapacity, type PlannedCapacity } from "./capacity.plan";

/** Types that a key attribute can have. */
export type AttributeType = "string" | "number" | "binary";

/** How reads see writes of another region. */
export type Consistency = "eventual" | "strong";

/** What a secondary index holds beside its own keys: every attribute, the table's keys only, or the listed ones. */
export type Projection = "all" | "keys" | readonly string[];

/** One global secondary index. */
export interface KeyValueIndex {
  /** Attribute that spreads the index's items over its storage. */
  readonly hashKey: string;
  /**
   * Attribute that orders the items of one hash key.
   *
   * @default - items of one hash key are not ordered
   */
  readonly rangeKey?: string;
  /**
   * Attributes the index holds beside the keys.
   *
   * @default "all"
   */
  readonly projection?: Projection;
}

/** What decides the shape of a table. */
export interface KeyValuePlanArgs {
  /** Physical name of the table, the same in every region, by which other stacks and services read it. */
  readonly tableName: string;
  /** Region that owns the table: the partition's *initial* primary, whichever region is primary now. */
  readonly homeRegion: string;
  /**
   * Other regions that hold a full, writable copy.
   *
   * @default - the table exists in its home region only
   */
  readonly replicaRegions?: readonly string[];
  /** Customer key per region of the residency partition; nothing of the table lies in a region without one. */
  readonly keyArns: Readonly<Record<string, unknown>>;
  /** Types of the attributes that keys of the table and its indexes are made of, by name. */
  readonly attributes: Readonly<Record<string, AttributeType>>;
  /** Attribute that spreads the items over the table's storage. */
  readonly hashKey: string;
  /**
   * Attribute that orders the items of one hash key.
   *
   * @default - an item is found by its hash key alone
   */
  readonly rangeKey?: string;
  /**
   * Global secondary indexes, by name.
   *
   * @default - no secondary index
   */
  readonly indexes?: Readonly<Record<string, KeyValueIndex>>;
  /**
   * Number attribute with the Unix time, in seconds, after which DynamoDB deletes an item.
   *
   * @default - items do not expire
   */
  readonly ttlAttribute?: string;
  /**
   * How reads see writes of another region. Fixed when the table is created.
   *
   * @default "eventual"
   */
  readonly consistency?: Consistency;
  /**
   * Region of the partition that keeps the writes of a strongly consistent table, and serves no reads, in place of
   * a third replica.
   *
   * @default - no witness; a strongly consistent table then has two replicas beside its home region
   */
  readonly witnessRegion?: string;
  /**
   * How capacity is paid for: by the request, or reserved and scaled with its use.
   *
   * @default { mode: "on-demand" }
   */
  readonly capacity?: TableCapacity;
  /**
   * Account whose principals alone may use the table.
   *
   * @default - the table policy says nothing about accounts; a principal of another account still needs a grant
   */
  readonly accountId?: string;
}

/** A secondary index, with every choice made. */
export interface PlannedIndex {
  readonly name: string;
  readonly hashKey: string;
  readonly rangeKey?: string;
  readonly projectionType: "ALL" | "KEYS_ONLY" | "INCLUDE";
  readonly nonKeyAttributes?: readonly string[];
}

/** A table, with every choice made and every list in a fixed order. */
export interface KeyValuePlan {
  readonly tableName: string;
  readonly homeRegion: string;
  /** Regions of the replicas, sorted. */
  readonly replicaRegions: readonly string[];
  /** Home region, then the replicas'. */
  readonly regions: readonly string[];
  readonly attributes: readonly { readonly name: string; readonly type: "S" | "N" | "B" }[];
  readonly hashKey: string;
  readonly rangeKey?: string;
  readonly indexes: readonly PlannedIndex[];
  readonly ttlAttribute?: string;
  readonly consistencyMode: "EVENTUAL" | "STRONG";
  readonly witnessRegion?: string;
  readonly capacity: PlannedCapacity;
  readonly accountId?: string;
}

/** What a table gets where its arguments leave the choice open. */
export const KEY_VALUE_DEFAULTS = {
  consistency: "eventual",
  projection: "all",
  capacity: { mode: "on-demand" },
  protect: true,
} as const satisfies { consistency: Consistency; projection: Projection; capacity: TableCapacity; protect: boolean };

/** What a table's change streams carry: an item as it was and as it is. */
export const STREAM_VIEW_TYPE = "NEW_AND_OLD_IMAGES";

const ATTRIBUTE_TYPES = { string: "S", number: "N", binary: "B" } as const satisfies Record<AttributeType, string>;

/** Plans a table. The order in which regions, attributes and indexes are listed makes no difference. */
export function planKeyValue(args: KeyValuePlanArgs): KeyValuePlan {
  const replicaRegions = (args.replicaRegions ?? []).toSorted();
  const consistency = args.consistency ?? KEY_VALUE_DEFAULTS.consistency;
  const regions = [args.homeRegion, ...replicaRegions];
  const indexes = sortedEntries(args.indexes ?? {}).map(([name, index]) => planIndex(name, index));
  return {
    tableName: args.tableName,
    homeRegion: args.homeRegion,
    replicaRegions,
    regions,
    attributes: sortedEntries(args.attributes).map(([name, type]) => ({ name, type: ATTRIBUTE_TYPES[type] })),
    hashKey: args.hashKey,
    ...(args.rangeKey === undefined ? {} : { rangeKey: args.rangeKey }),
    indexes,
    ...(args.ttlAttribute === undefined ? {} : { ttlAttribute: args.ttlAttribute }),
    consistencyMode: consistency === "strong" ? "STRONG" : "EVENTUAL",
    ...(args.witnessRegion === undefined ? {} : { witnessRegion: args.witnessRegion }),
    capacity: planCapacity(args.capacity ?? KEY_VALUE_DEFAULTS.capacity, {
      indexNames: indexes.map(({ name }) => name),
      regions,
    }),
    ...(args.accountId === undefined ? {} : { accountId: args.accountId }),
  };
}

function planIndex(name: string, { hashKey, rangeKey, projection }: KeyValueIndex): PlannedIndex {
  const chosen: Projection = projection ?? KEY_VALUE_DEFAULTS.projection;
  const keys = { name, hashKey, ...(rangeKey === undefined ? {} : { rangeKey }) };
  if (typeof chosen === "string") {
    return { ...keys, projectionType: chosen === "all" ? "ALL" : "KEYS_ONLY" };
  }
  return { ...keys, projectionType: "INCLUDE", nonKeyAttributes: chosen.toSorted() };
}

function sortedEntries<Value>(record: Readonly<Record<string, Value>>): [string, Value][] {
  return Object.entries(record).toSorted(([left], [right]) => (left < right ? -1 : 1));
}
