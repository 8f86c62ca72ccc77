import type { CacheNodeType } from "../../facts/cache-node-types";
import { toDays, type Duration } from "../core/units";
import type { CacheUser } from "./access";
import { clusterAlarms, serverlessAlarms, type PlannedCacheAlarm } from "./cache-alarms";
import {
  planParameters,
  VALKEY_FAMILIES,
  type CacheParameterValues,
  type PlannedParameter,
  type ValkeyVersion,
} from "./parameters";

/** What decides the shape of any cache. */
export interface CacheSettings {
  /** Physical name of the cache, which its users' ids begin with. */
  readonly cacheName: string;
  /** Users of the cache, by a short name. */
  readonly users: Readonly<Record<string, CacheUser>>;
  /**
   * How long a daily snapshot is kept.
   *
   * @default "7 days"
   */
  readonly snapshotRetention?: Duration;
  /**
   * Share of memory, or of the storage limit, at which the alarm rings.
   *
   * @default 80
   */
  readonly memoryAlarmPercent?: number;
  /**
   * Share of the engine's processor, or of the request limit, at which the alarm rings.
   *
   * @default 80
   */
  readonly loadAlarmPercent?: number;
  /**
   * Keys that a node, or a serverless cache, may evict in a minute before the alarm.
   *
   * @default 1000
   */
  readonly evictionsAlarm?: number;
  /** Address of the folder of runbooks; each alarm names its own, `<runbooksUrl>/<id>.md`. */
  readonly runbooksUrl: string;
}

/** What decides the shape of a cache of nodes in cluster mode. */
export interface ClusterCachePlanArgs extends CacheSettings {
  /** Nodes that are there whether they are used or not. */
  readonly kind: "cluster";
  /**
   * Type of every node.
   *
   * @default "cache.r7g.large"
   */
  readonly nodeType?: CacheNodeType;
  /**
   * Parts that the keys are spread over, each with a node that writes.
   *
   * @default 2
   */
  readonly shards?: number;
  /**
   * Copies of each part, in zones of their own, that read and stand by.
   *
   * @default 1
   */
  readonly replicasPerShard?: number;
  /**
   * Version of Valkey.
   *
   * @default "8.1"
   */
  readonly engineVersion?: ValkeyVersion;
  /**
   * Parameters of Valkey that differ from ElastiCache's.
   *
   * @default - `CACHE_PARAMETER_DEFAULTS`: any key may be evicted, the least recently used first
   */
  readonly parameters?: CacheParameterValues;
  /**
   * When the daily snapshot is taken, in UTC; not within the maintenance window.
   *
   * @default "02:00-03:00"
   */
  readonly snapshotWindow?: string;
  /**
   * When ElastiCache may replace nodes, in UTC.
   *
   * @default "sun:04:00-sun:05:00"
   */
  readonly maintenanceWindow?: string;
  /**
   * How long the slow log and the engine log are kept, within the bounds of the partition's regime.
   *
   * @default "365 days"
   */
  readonly logRetention?: Duration;
  /**
   * How far a replica may fall behind before the alarm, in seconds.
   *
   * @default 5
   */
  readonly replicationLagAlarmSeconds?: number;
}

/** What decides the shape of a serverless cache. */
export interface ServerlessCachePlanArgs extends CacheSettings {
  /** Storage and requests that are paid as they are used. */
  readonly kind: "serverless";
  /**
   * Most storage that may be used and paid for, in GB.
   *
   * @default 10
   */
  readonly maxStorageGb?: number;
  /**
   * Most processing units (ECPU) a second that may be used and paid for.
   *
   * @default 10000
   */
  readonly maxEcpuPerSecond?: number;
  /**
   * When the daily snapshot is taken, in UTC.
   *
   * @default "02:00"
   */
  readonly snapshotTime?: string;
}

/** What decides the shape of a cache. */
export type CachePlanArgs = ClusterCachePlanArgs | ServerlessCachePlanArgs;

/** A cache of nodes, with every choice made. */
export interface ClusterCachePlan {
  readonly kind: "cluster";
  readonly cacheName: string;
  readonly finalSnapshotName: string;
  readonly nodeType: CacheNodeType;
  readonly shards: number;
  readonly replicasPerShard: number;
  readonly engineVersion: ValkeyVersion;
  readonly parameterFamily: string;
  readonly parameters: readonly PlannedParameter[];
  readonly snapshotRetentionDays: number;
  readonly snapshotWindow: string;
  readonly maintenanceWindow: string;
  readonly logRetentionDays: number;
  readonly alarms: Readonly<Record<string, PlannedCacheAlarm>>;
}

/** A serverless cache, with every choice made. */
export interface ServerlessCachePlan {
  readonly kind: "serverless";
  readonly cacheName: string;
  readonly majorEngineVersion: string;
  readonly maxStorageGb: number;
  readonly maxEcpuPerSecond: number;
  readonly snapshotRetentionDays: number;
  readonly snapshotTime: string;
  readonly alarms: Readonly<Record<string, PlannedCacheAlarm>>;
}

/** What a cache gets where its arguments leave the choice open. */
export const CACHE_DEFAULTS = {
  snapshotRetention: "7 days",
  memoryAlarmPercent: 80,
  loadAlarmPercent: 80,
  evictionsAlarm: 1_000,
  protect: true,
} as const satisfies Partial<CacheSettings> & { readonly protect: boolean };

/** What a cache of nodes gets beside {@link CACHE_DEFAULTS}. */
export const CLUSTER_CACHE_DEFAULTS = {
  nodeType: "cache.r7g.large",
  shards: 2,
  replicasPerShard: 1,
  engineVersion: "8.1",
  snapshotWindow: "02:00-03:00",
  maintenanceWindow: "sun:04:00-sun:05:00",
  logRetention: "365 days",
  replicationLagAlarmSeconds: 5,
} as const satisfies Partial<ClusterCachePlanArgs>;

/** What a serverless cache gets beside {@link CACHE_DEFAULTS}. */
export const SERVERLESS_CACHE_DEFAULTS = {
  maxStorageGb: 10,
  maxEcpuPerSecond: 10_000,
  snapshotTime: "02:00",
} as const satisfies Partial<ServerlessCachePlanArgs>;

/** Port of the cache; a serverless cache answers readers on the port after it. */
export const CACHE_PORT = 6_379;
/** Major version of Valkey that a serverless cache runs; AWS chooses the minor one. */
export const SERVERLESS_MAJOR_VERSION = "8";

/** Plans a cache of nodes. */
export function planClusterCache(args: ClusterCachePlanArgs): ClusterCachePlan {
  const chosen = { ...CACHE_DEFAULTS, ...CLUSTER_CACHE_DEFAULTS, ...args };
  return {
    kind: "cluster",
    cacheName: chosen.cacheName,
    finalSnapshotName: `${chosen.cacheName}-final`,
    nodeType: chosen.nodeType,
    shards: chosen.shards,
    replicasPerShard: chosen.replicasPerShard,
    engineVersion: chosen.engineVersion,
    parameterFamily: VALKEY_FAMILIES[chosen.engineVersion],
    parameters: planParameters(args.parameters),
    snapshotRetentionDays: toDays(chosen.snapshotRetention),
    snapshotWindow: chosen.snapshotWindow,
    maintenanceWindow: chosen.maintenanceWindow,
    logRetentionDays: toDays(chosen.logRetention),
    alarms: clusterAlarms(chosen),
  };
}

/** Plans a serverless cache. */
export function planServerlessCache(args: ServerlessCachePlanArgs): ServerlessCachePlan {
  const chosen = { ...CACHE_DEFAULTS, ...SERVERLESS_CACHE_DEFAULTS, ...args };
  return {
    kind: "serverless",
    cacheName: chosen.cacheName,
    majorEngineVersion: SERVERLESS_MAJOR_VERSION,
    maxStorageGb: chosen.maxStorageGb,
    maxEcpuPerSecond: chosen.maxEcpuPerSecond,
    snapshotRetentionDays: toDays(chosen.snapshotRetention),
    snapshotTime: chosen.snapshotTime,
    alarms: serverlessAlarms(chosen),
  };
}
