import { describeAlarm, type RunbookId } from "../core/runbooks";

/** One alarm, with every choice made. */
export interface PlannedCacheAlarm {
  readonly metricName: string;
  readonly statistic: "Maximum" | "Sum";
  /** What the metric is looked up by, one set for each node; the worst of them counts. */
  readonly dimensions: readonly Readonly<Record<string, string>>[];
  /** The alarm rings at this value and above. */
  readonly threshold: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly description: string;
}

/** What the alarms of any cache are made from. */
export interface CacheAlarmSettings {
  readonly cacheName: string;
  readonly memoryAlarmPercent: number;
  readonly loadAlarmPercent: number;
  readonly evictionsAlarm: number;
  readonly runbooksUrl: string;
}

/** What the alarms of a cache of nodes are made from. */
export interface ClusterAlarmSettings extends CacheAlarmSettings {
  readonly shards: number;
  readonly replicasPerShard: number;
  readonly replicationLagAlarmSeconds: number;
}

/** What the alarms of a serverless cache are made from. */
export interface ServerlessAlarmSettings extends CacheAlarmSettings {
  readonly maxStorageGb: number;
  readonly maxEcpuPerSecond: number;
}

/** Alarms of each shard. */
export const SHARD_ALARMS = ["memory", "evictions", "replication-lag", "load"] as const;
/** Alarms of a serverless cache. */
export const SERVERLESS_ALARMS = ["memory", "evictions", "throttled", "load"] as const;

type Alarm = (typeof SHARD_ALARMS)[number] | (typeof SERVERLESS_ALARMS)[number];

/** The runbook of each alarm. */
const RUNBOOKS = {
  memory: "cache-memory",
  evictions: "cache-evictions",
  "replication-lag": "cache-replication-lag",
  throttled: "cache-throttled",
  load: "cache-load",
} as const satisfies Readonly<Record<Alarm, RunbookId>>;

type Alarms<Role extends string> = Readonly<Record<Role, Omit<PlannedCacheAlarm, "dimensions">>>;

const SUSTAINED = { evaluationPeriods: 5, datapointsToAlarm: 3 } as const;
const PERCENT = 100;
const BYTES_A_GB = 1_000_000_000;
const SECONDS_A_PERIOD = 60;

/** The alarms of every shard, by `shard-<id>-<alarm>`. */
export function clusterAlarms(settings: ClusterAlarmSettings): Readonly<Record<string, PlannedCacheAlarm>> {
  const alarms = Array.from({ length: settings.shards }, (_, index) => shardId(index + 1)).flatMap((shard) => {
    const dimensions = nodesOf(shard, settings).map((node) => ({ CacheClusterId: node }));
    const ofShard = shardAlarms(settings, shard);
    return SHARD_ALARMS.map((role) => [`shard-${shard}-${role}`, { ...ofShard[role], dimensions }] as const);
  });
  return Object.fromEntries(alarms);
}

/** The alarms of a serverless cache, by role. */
export function serverlessAlarms(settings: ServerlessAlarmSettings): Readonly<Record<string, PlannedCacheAlarm>> {
  const dimensions = [{ clusterId: settings.cacheName }];
  const alarms = wholeAlarms(settings);
  return Object.fromEntries(SERVERLESS_ALARMS.map((role) => [role, { ...alarms[role], dimensions }]));
}

/** Id that ElastiCache gives to a shard. */
function shardId(number: number): string {
  return String(number).padStart(4, "0");
}

/** Ids that ElastiCache gives to the nodes of a shard. */
function nodesOf(shard: string, { cacheName, replicasPerShard }: ClusterAlarmSettings): readonly string[] {
  return Array.from(
    { length: replicasPerShard + 1 },
    (_, index) => `${cacheName}-${shard}-${String(index + 1).padStart(3, "0")}`,
  );
}

function shardAlarms(settings: ClusterAlarmSettings, shard: string): Alarms<(typeof SHARD_ALARMS)[number]> {
  const { memoryAlarmPercent, loadAlarmPercent, evictionsAlarm, replicationLagAlarmSeconds } = settings;
  const say = (alarm: Alarm, what: string): string => describe(settings, alarm, `shard ${shard}: ${what}`);
  return {
    memory: {
      ...SUSTAINED,
      metricName: "DatabaseMemoryUsagePercentage",
      statistic: "Maximum",
      threshold: memoryAlarmPercent,
      description: say("memory", `a node has ${memoryAlarmPercent}% of its memory in use`),
    },
    evictions: {
      ...SUSTAINED,
      metricName: "Evictions",
      statistic: "Sum",
      threshold: evictionsAlarm,
      description: say("evictions", `a node evicts ${evictionsAlarm} keys a minute`),
    },
    "replication-lag": {
      ...SUSTAINED,
      metricName: "ReplicationLag",
      statistic: "Maximum",
      threshold: replicationLagAlarmSeconds,
      description: say("replication-lag", `a replica is ${replicationLagAlarmSeconds} seconds behind`),
    },
    load: {
      ...SUSTAINED,
      metricName: "EngineCPUUtilization",
      statistic: "Maximum",
      threshold: loadAlarmPercent,
      description: say("load", `the engine of a node is ${loadAlarmPercent}% busy`),
    },
  };
}

function wholeAlarms(settings: ServerlessAlarmSettings): Alarms<(typeof SERVERLESS_ALARMS)[number]> {
  const { memoryAlarmPercent, loadAlarmPercent, evictionsAlarm, maxStorageGb, maxEcpuPerSecond } = settings;
  return {
    memory: {
      ...SUSTAINED,
      metricName: "BytesUsedForCache",
      statistic: "Maximum",
      threshold: (maxStorageGb * BYTES_A_GB * memoryAlarmPercent) / PERCENT,
      description: describe(settings, "memory", `${memoryAlarmPercent}% of ${maxStorageGb} GB is in use`),
    },
    evictions: {
      ...SUSTAINED,
      metricName: "Evictions",
      statistic: "Sum",
      threshold: evictionsAlarm,
      description: describe(settings, "evictions", `${evictionsAlarm} keys are evicted a minute`),
    },
    throttled: {
      ...SUSTAINED,
      metricName: "ThrottledCmds",
      statistic: "Sum",
      threshold: 1,
      description: describe(settings, "throttled", "commands are being throttled"),
    },
    load: {
      ...SUSTAINED,
      metricName: "ElastiCacheProcessingUnits",
      statistic: "Sum",
      threshold: (maxEcpuPerSecond * SECONDS_A_PERIOD * loadAlarmPercent) / PERCENT,
      description: describe(settings, "load", `${loadAlarmPercent}% of ${maxEcpuPerSecond} ECPU a second is in use`),
    },
  };
}

function describe({ cacheName, runbooksUrl }: CacheAlarmSettings, alarm: Alarm, what: string): string {
  return describeAlarm({ subject: cacheName, what, runbook: RUNBOOKS[alarm], runbooksUrl });
}
