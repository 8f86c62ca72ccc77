import {
  accessString,
  CACHE_ACCESS,
  CACHE_DEFAULTS,
  CACHE_PARAMETER_DEFAULTS,
  CACHE_USER_DEFAULTS,
  CLUSTER_CACHE_DEFAULTS,
  DISABLED_ACCESS,
  planCacheUsers,
  planClusterCache,
  planParameters,
  planServerlessCache,
  SERVERLESS_CACHE_DEFAULTS,
  VALKEY_FAMILIES,
} from "../../../components/cache";
import { nodes, serverless } from "./fixture";

const RUNBOOK = "Runbook: https://runbooks.example.com";

describe("planClusterCache", () => {
  it("plans two shards of two nodes on Graviton, a week of snapshots and a year of logs at defaults", () => {
    expect(CACHE_DEFAULTS).toStrictEqual({
      snapshotRetention: "7 days",
      memoryAlarmPercent: 80,
      loadAlarmPercent: 80,
      evictionsAlarm: 1_000,
      protect: true,
    });
    expect(CLUSTER_CACHE_DEFAULTS).toStrictEqual({
      nodeType: "cache.r7g.large",
      shards: 2,
      replicasPerShard: 1,
      engineVersion: "8.1",
      snapshotWindow: "02:00-03:00",
      maintenanceWindow: "sun:04:00-sun:05:00",
      logRetention: "365 days",
      replicationLagAlarmSeconds: 5,
    });
    const { alarms, ...plan } = planClusterCache(nodes);
    expect(Object.keys(alarms)).toHaveLength(8);
    expect(plan).toStrictEqual({
      kind: "cluster",
      cacheName: "prod-stock",
      finalSnapshotName: "prod-stock-final",
      nodeType: "cache.r7g.large",
      shards: 2,
      replicasPerShard: 1,
      engineVersion: "8.1",
      parameterFamily: "valkey8",
      parameters: [
        { name: "cluster-enabled", value: "yes" },
        { name: "maxmemory-policy", value: "allkeys-lru" },
      ],
      snapshotRetentionDays: 7,
      snapshotWindow: "02:00-03:00",
      maintenanceWindow: "sun:04:00-sun:05:00",
      logRetentionDays: 365,
    });
  });

  it("plans alarms of each shard over all its nodes", () => {
    const { alarms } = planClusterCache({ ...nodes, shards: 1, replicasPerShard: 2, evictionsAlarm: 5 });
    const sustained = {
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
      dimensions: [
        { CacheClusterId: "prod-stock-0001-001" },
        { CacheClusterId: "prod-stock-0001-002" },
        { CacheClusterId: "prod-stock-0001-003" },
      ],
    };
    expect(alarms).toStrictEqual({
      "shard-0001-memory": {
        ...sustained,
        metricName: "DatabaseMemoryUsagePercentage",
        statistic: "Maximum",
        threshold: 80,
        description: `prod-stock: shard 0001: a node has 80% of its memory in use. ${RUNBOOK}/cache-memory.md`,
      },
      "shard-0001-evictions": {
        ...sustained,
        metricName: "Evictions",
        statistic: "Sum",
        threshold: 5,
        description: `prod-stock: shard 0001: a node evicts 5 keys a minute. ${RUNBOOK}/cache-evictions.md`,
      },
      "shard-0001-replication-lag": {
        ...sustained,
        metricName: "ReplicationLag",
        statistic: "Maximum",
        threshold: 5,
        description: `prod-stock: shard 0001: a replica is 5 seconds behind. ${RUNBOOK}/cache-replication-lag.md`,
      },
      "shard-0001-load": {
        ...sustained,
        metricName: "EngineCPUUtilization",
        statistic: "Maximum",
        threshold: 80,
        description: `prod-stock: shard 0001: the engine of a node is 80% busy. ${RUNBOOK}/cache-load.md`,
      },
    });
  });
});

describe("planServerlessCache", () => {
  it("plans limits of storage and of requests at defaults", () => {
    expect(SERVERLESS_CACHE_DEFAULTS).toStrictEqual({
      maxStorageGb: 10,
      maxEcpuPerSecond: 10_000,
      snapshotTime: "02:00",
    });
    const { alarms, ...plan } = planServerlessCache(serverless);
    expect(plan).toStrictEqual({
      kind: "serverless",
      cacheName: "prod-stock",
      majorEngineVersion: "8",
      maxStorageGb: 10,
      maxEcpuPerSecond: 10_000,
      snapshotRetentionDays: 7,
      snapshotTime: "02:00",
    });
    const sustained = { evaluationPeriods: 5, datapointsToAlarm: 3, dimensions: [{ clusterId: "prod-stock" }] };
    expect(alarms).toStrictEqual({
      memory: {
        ...sustained,
        metricName: "BytesUsedForCache",
        statistic: "Maximum",
        threshold: 8_000_000_000,
        description: `prod-stock: 80% of 10 GB is in use. ${RUNBOOK}/cache-memory.md`,
      },
      evictions: {
        ...sustained,
        metricName: "Evictions",
        statistic: "Sum",
        threshold: 1_000,
        description: `prod-stock: 1000 keys are evicted a minute. ${RUNBOOK}/cache-evictions.md`,
      },
      throttled: {
        ...sustained,
        metricName: "ThrottledCmds",
        statistic: "Sum",
        threshold: 1,
        description: `prod-stock: commands are being throttled. ${RUNBOOK}/cache-throttled.md`,
      },
      load: {
        ...sustained,
        metricName: "ElastiCacheProcessingUnits",
        statistic: "Sum",
        threshold: 480_000,
        description: `prod-stock: 80% of 10000 ECPU a second is in use. ${RUNBOOK}/cache-load.md`,
      },
    });
  });
});

describe("planParameters", () => {
  it("lets any key be evicted at defaults, and always turns cluster mode on", () => {
    expect(CACHE_PARAMETER_DEFAULTS).toStrictEqual({ "maxmemory-policy": "allkeys-lru" });
    expect(planParameters({ timeout: "300", "maxmemory-policy": "noeviction" })).toStrictEqual([
      { name: "cluster-enabled", value: "yes" },
      { name: "maxmemory-policy", value: "noeviction" },
      { name: "timeout", value: "300" },
    ]);
  });

  it("names the family of each version", () => {
    expect(VALKEY_FAMILIES).toStrictEqual({ "7.2": "valkey7", "8.0": "valkey8", "8.1": "valkey8" });
  });
});

describe("planCacheUsers", () => {
  it("gives each user one name everywhere, IAM at defaults, whatever the order of the users", () => {
    expect(CACHE_USER_DEFAULTS).toStrictEqual({ authentication: "iam" });
    const users = {
      projector: { access: "write", keyPattern: "stock:*", authentication: "password" },
      api: { access: "read", keyPattern: "stock:*" },
    } as const;
    expect(planCacheUsers({ cacheName: "prod-stock", users })).toStrictEqual([
      {
        key: "api",
        userId: "prod-stock-api",
        accessString: "on ~stock:* -@all +@read +@connection -@dangerous +cluster|slots +cluster|shards",
        authentication: "iam",
      },
      {
        key: "projector",
        userId: "prod-stock-projector",
        accessString:
          "on ~stock:* -@all +@read +@write +@connection +@transaction +@scripting -@dangerous +cluster|slots +cluster|shards",
        authentication: "password",
      },
    ]);
  });

  it("gives dangerous commands to admins alone, and nothing to the disabled user", () => {
    expect(accessString({ access: "admin", keyPattern: "*" })).toBe("on ~* +@all");
    expect(Object.entries(CACHE_ACCESS).filter(([, commands]) => !commands.includes("-@dangerous"))).toStrictEqual([
      ["admin", "+@all"],
    ]);
    expect(DISABLED_ACCESS).toBe("off -@all");
  });
});
