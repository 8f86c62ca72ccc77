import { CACHE_NODE_TYPES, isCacheNodeType } from "../../facts/cache-node-types";
import { alarmTopicsRefusal } from "../core/alarm-topics";
import { logRetentionRefusal } from "../core/log-retention";
import { runbooksUrlRefusal, type Refusal } from "../core";
import { toDays, toSeconds, type Duration } from "../core/units";
import { isWholeWithin } from "../core/whole-numbers";
import { cacheUsersRefusals } from "./cache-users.plan";
import { CACHE_DEFAULTS, CLUSTER_CACHE_DEFAULTS, SERVERLESS_CACHE_DEFAULTS } from "./cache.plan";
import type { CacheSettings, ClusterCachePlanArgs, ServerlessCachePlanArgs } from "./cache.plan";
import { CACHE_PARAMETERS, type CacheParameter } from "./parameters";

/**
 * Limits of ElastiCache: nodes of a cluster without a quota increase, replicas of a shard, days of a snapshot, GB and
 * processing units of a serverless cache, its subnets.
 *
 * Sources: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Shards.html for nodes and replicas; the provider's
 * documentation of ServerlessCache (7.48.0) for storage and processing units (both read 2026-11-24). Days of a snapshot
 * and zones of a serverless cache: as the service answers, without a page that was compared.
 */
export const CACHE_LIMITS = {
  nodes: 90,
  replicasPerShard: 5,
  snapshotDays: 35,
  storageGb: { least: 1, most: 5_000 },
  ecpuPerSecond: { least: 1_000, most: 15_000_000 },
  serverlessZones: 3,
} as const;

const TIME = "([01]\\d|2[0-3]):[0-5]\\d";
const DAY = "(mon|tue|wed|thu|fri|sat|sun)";
const DAILY_WINDOW = new RegExp(`^${TIME}-${TIME}$`);
const WEEKLY_WINDOW = new RegExp(`^${DAY}:${TIME}-${DAY}:${TIME}$`);
const DAILY_TIME = new RegExp(`^${TIME}$`);
const SECONDS_A_DAY = 86_400;

/** What the refusals of any cache look at beside its plan's arguments. */
export interface CacheSurroundings {
  /** Subnets by zone. */
  readonly subnetIds: Readonly<Record<string, unknown>>;
  /** Security groups of the clients, by a name for each. */
  readonly clientSecurityGroupIds: Readonly<Record<string, unknown>>;
  /** Topics that alarms notify. */
  readonly alarmTopicArns: readonly unknown[];
}

/** What the refusals of a cache look at. */
export type CacheRefusalArgs = CacheSurroundings & (ClusterCachePlanArgs | ServerlessCachePlanArgs);

type AnyRefusal = Refusal<CacheSettings & CacheSurroundings>;

const common: readonly AnyRefusal[] = [
  {
    when: (args) => !isDays(snapshotRetentionOf(args), CACHE_LIMITS.snapshotDays),
    say: (args) => ({
      arg: "snapshotRetention",
      got: snapshotRetentionOf(args),
      expected: `whole days, 1 to ${CACHE_LIMITS.snapshotDays}`,
      change: "choose how long a snapshot is kept",
    }),
  },
  percent("memoryAlarmPercent", "share of memory"),
  percent("loadAlarmPercent", "share of the engine's time"),
  {
    when: ({ evictionsAlarm }) =>
      evictionsAlarm !== undefined && !isWholeWithin(evictionsAlarm, 1, Number.MAX_SAFE_INTEGER),
    say: ({ evictionsAlarm }) => ({
      arg: "evictionsAlarm",
      got: evictionsAlarm,
      expected: "a whole number of keys, 1 or more",
      change: "choose how many keys a minute may be evicted",
    }),
  },
  {
    when: ({ subnetIds }) => Object.keys(subnetIds).length < 2,
    say: ({ subnetIds }) => ({
      arg: "subnetIds",
      got: Object.keys(subnetIds),
      expected: "subnets in two zones or more",
      change: "give a subnet in each zone, so that the cache outlives one",
    }),
  },
  {
    when: ({ clientSecurityGroupIds }) => Object.keys(clientSecurityGroupIds).length === 0,
    say: () => ({
      arg: "clientSecurityGroupIds",
      got: {},
      expected: "one security group or more",
      change: "name the security groups of the clients: nobody else reaches the cache",
    }),
  },
  runbooksUrlRefusal,
  alarmTopicsRefusal("name the topics that reach whoever repairs the cache"),
];

const cluster: readonly Refusal<ClusterCachePlanArgs>[] = [
  {
    when: ({ nodeType }) => nodeType !== undefined && !isCacheNodeType(nodeType),
    say: ({ nodeType }) => ({
      arg: "nodeType",
      got: nodeType,
      expected: `one of ${Object.keys(CACHE_NODE_TYPES).join(", ")}`,
      change: "choose a Graviton node type of the table in facts/cache-node-types",
    }),
  },
  {
    when: ({ replicasPerShard: replicas }) =>
      replicas !== undefined && !isWholeWithin(replicas, 1, CACHE_LIMITS.replicasPerShard),
    say: ({ replicasPerShard }) => ({
      arg: "replicasPerShard",
      got: replicasPerShard,
      expected: `a whole number from 1 to ${CACHE_LIMITS.replicasPerShard}`,
      change: "keep one replica at least: without it a shard does not outlive its node",
    }),
  },
  {
    when: (args) => !isWholeWithin(shardsOf(args), 1, CACHE_LIMITS.nodes) || nodesOf(args) > CACHE_LIMITS.nodes,
    say: (args) => ({
      arg: "shards",
      got: shardsOf(args),
      expected: `a whole number that makes ${CACHE_LIMITS.nodes} nodes at most, replicas included`,
      change: "choose a larger nodeType rather than more shards",
    }),
  },
  {
    when: (args) => brokenParameters(args).length > 0,
    say: (args) => ({
      arg: "parameters",
      got: Object.fromEntries(brokenParameters(args).map((name) => [name, args.parameters?.[name]])),
      expected: brokenParameters(args)
        .map((name) => `${name} ${CACHE_PARAMETERS[name].expected}`)
        .join(", "),
      change: "correct the values",
    }),
  },
  {
    when: ({ snapshotWindow }) => snapshotWindow !== undefined && !DAILY_WINDOW.test(snapshotWindow),
    say: ({ snapshotWindow }) => ({
      arg: "snapshotWindow",
      got: snapshotWindow,
      expected: `two times of day in UTC, such as ${CLUSTER_CACHE_DEFAULTS.snapshotWindow}`,
      change: "give an hour of little traffic",
    }),
  },
  {
    when: ({ maintenanceWindow }) => maintenanceWindow !== undefined && !WEEKLY_WINDOW.test(maintenanceWindow),
    say: ({ maintenanceWindow }) => ({
      arg: "maintenanceWindow",
      got: maintenanceWindow,
      expected: `two times of the week in UTC, such as ${CLUSTER_CACHE_DEFAULTS.maintenanceWindow}`,
      change: "give an hour of little traffic outside snapshotWindow",
    }),
  },
  logRetentionRefusal("choose the next longer one"),
  {
    when: ({ replicationLagAlarmSeconds: seconds }) =>
      seconds !== undefined && !isWholeWithin(seconds, 1, SECONDS_A_DAY),
    say: ({ replicationLagAlarmSeconds }) => ({
      arg: "replicationLagAlarmSeconds",
      got: replicationLagAlarmSeconds,
      expected: `a whole number from 1 to ${SECONDS_A_DAY}`,
      change: "choose how far a replica may fall behind",
    }),
  },
];

const serverless: readonly Refusal<ServerlessCachePlanArgs & CacheSurroundings>[] = [
  {
    when: ({ subnetIds }) => Object.keys(subnetIds).length > CACHE_LIMITS.serverlessZones,
    say: ({ subnetIds }) => ({
      arg: "subnetIds",
      got: Object.keys(subnetIds),
      expected: `subnets in ${CACHE_LIMITS.serverlessZones} zones at most`,
      change: "leave the others out",
    }),
  },
  {
    when: ({ maxStorageGb: storage }) =>
      storage !== undefined && !isWholeWithin(storage, CACHE_LIMITS.storageGb.least, CACHE_LIMITS.storageGb.most),
    say: ({ maxStorageGb }) => ({
      arg: "maxStorageGb",
      got: maxStorageGb,
      expected: `a whole number from ${CACHE_LIMITS.storageGb.least} to ${CACHE_LIMITS.storageGb.most}`,
      change: "choose the most storage that may be paid for",
    }),
  },
  {
    when: ({ maxEcpuPerSecond: ecpu }) =>
      ecpu !== undefined && !isWholeWithin(ecpu, CACHE_LIMITS.ecpuPerSecond.least, CACHE_LIMITS.ecpuPerSecond.most),
    say: ({ maxEcpuPerSecond }) => ({
      arg: "maxEcpuPerSecond",
      got: maxEcpuPerSecond,
      expected: `a whole number from ${CACHE_LIMITS.ecpuPerSecond.least} to ${CACHE_LIMITS.ecpuPerSecond.most}`,
      change: "choose the most processing units that may be paid for",
    }),
  },
  {
    when: ({ snapshotTime }) => snapshotTime !== undefined && !DAILY_TIME.test(snapshotTime),
    say: ({ snapshotTime }) => ({
      arg: "snapshotTime",
      got: snapshotTime,
      expected: `a time of day in UTC, such as ${SERVERLESS_CACHE_DEFAULTS.snapshotTime}`,
      change: "give an hour of little traffic",
    }),
  },
];

/** Reasons to refuse a cache of either kind. */
export const cacheRefusals: readonly Refusal<CacheRefusalArgs>[] = [
  ...cacheUsersRefusals,
  ...common,
  ...cluster.map((rule) => forKind("cluster", rule)),
  ...serverless.map((rule) => forKind("serverless", rule)),
];

type OfKind<Kind extends CacheRefusalArgs["kind"]> = Extract<CacheRefusalArgs, { readonly kind: Kind }>;

/** A reason that holds for one kind of cache only. */
function forKind<Kind extends CacheRefusalArgs["kind"]>(
  kind: Kind,
  rule: Refusal<OfKind<Kind>>,
): Refusal<CacheRefusalArgs> {
  const isOfKind = (args: CacheRefusalArgs): args is OfKind<Kind> => args.kind === kind;
  return {
    when: (args) => isOfKind(args) && rule.when(args),
    say: (args) => {
      if (isOfKind(args)) {
        return rule.say(args);
      }
      throw new TypeError(`a refusal of a ${kind} cache was asked about a ${args.kind} cache`);
    },
  };
}

function percent(arg: "memoryAlarmPercent" | "loadAlarmPercent", what: string): AnyRefusal {
  return {
    when: ({ [arg]: share }) => share !== undefined && !isWholeWithin(share, 1, 99),
    say: ({ [arg]: share }) => ({
      arg,
      got: share,
      expected: "a whole number from 1 to 99",
      change: `choose the ${what} that leaves time to act`,
    }),
  };
}

function snapshotRetentionOf({ snapshotRetention }: CacheSettings): Duration {
  return snapshotRetention ?? CACHE_DEFAULTS.snapshotRetention;
}

function shardsOf({ shards }: ClusterCachePlanArgs): number {
  return shards ?? CLUSTER_CACHE_DEFAULTS.shards;
}

function nodesOf(args: ClusterCachePlanArgs): number {
  return shardsOf(args) * (1 + (args.replicasPerShard ?? CLUSTER_CACHE_DEFAULTS.replicasPerShard));
}

function brokenParameters({ parameters = {} }: ClusterCachePlanArgs): readonly CacheParameter[] {
  const names = Object.keys(CACHE_PARAMETERS) as readonly CacheParameter[];
  return names.filter((name) => {
    const value = parameters[name];
    return value !== undefined && !CACHE_PARAMETERS[name].pattern.test(value);
  });
}

function isDays(duration: Duration, most: number): boolean {
  return toSeconds(duration) % SECONDS_A_DAY === 0 && isWholeWithin(toDays(duration), 1, most);
}
