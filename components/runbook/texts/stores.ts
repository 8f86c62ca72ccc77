import type { RunbookId } from "../../core/runbooks";
import type { Look, Runbook } from "../steps";

const CACHE: Look = {
  say: "The state of the cache and of each node; for a serverless cache its limits.",
  call: { operation: "elasticache:DescribeReplicationGroups", with: { ReplicationGroupId: "{{ CacheName }}" } },
};
const SERVERLESS: Look = {
  say: "The limits of a serverless cache.",
  call: { operation: "elasticache:DescribeServerlessCaches", with: { ServerlessCacheName: "{{ CacheName }}" } },
};
const CLUSTER: Look = {
  say: "The state of the cluster, its writer and its readers.",
  call: { operation: "rds:DescribeDBClusters", with: { DBClusterIdentifier: "{{ ClusterIdentifier }}" } },
};
const TOP_SQL: Look = {
  say: "What runs, and what it waits for: Performance Insights, by SQL and by wait, against an hour of yesterday.",
};

/** Runbooks of caches. */
export const CACHE_RUNBOOKS = {
  "cache-memory": {
    title: "A cache is nearly full",
    severity: "ticket",
    means: "When memory is gone, keys are evicted, and reads go to the database.",
    look: [CACHE, { say: "Whether it grows steadily (keys without an expiry) or jumped (a new use, larger values)." }],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "expireKeys",
        say: "Give keys an expiry; delete by pattern what is no longer read, with `SCAN` and `UNLINK`, never with `KEYS`.",
      },
      {
        kind: "manual",
        name: "giveMemory",
        say: "Add shards, or larger nodes, in the file. Slots move while the cache serves.",
      },
    ],
    after: ["Usage is below the alarm at the peak of the day."],
    next: ["cache-evictions", "cache-load"],
  },
  "cache-evictions": {
    title: "A cache evicts keys",
    severity: "ticket",
    means: "The cache throws out what it should keep. Reads miss and go to the database, which gets their load.",
    look: [CACHE, { say: "Whether the database's load rises with it." }],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "stopFilling",
        say: "Stop what fills it: a warm-up that loads everything, an export that reads everything once.",
      },
      { kind: "manual", name: "giveMemory", say: "Proceed as with memory: expiries, shards, larger nodes." },
    ],
    after: ["Evictions are below the alarm, and hits are back."],
    next: ["cache-memory", "cache-misses", "database-cpu"],
  },
  "cache-replication-lag": {
    title: "A replica of a cache is behind",
    severity: "ticket",
    means: "Reads from the replica are stale, and a failover now would lose what it lacks.",
    look: [CACHE, { say: "Whether the writing node is loaded, or a large value or a snapshot holds it up." }],
    parameters: {},
    steps: [
      { kind: "manual", name: "easeWrites", say: "Ease the writes: batch them, split large values." },
      {
        kind: "manual",
        name: "replaceNode",
        say: "Where one replica stays behind alone, let ElastiCache replace it: remove and add a replica in the file.",
      },
    ],
    after: ["The lag is below a second."],
    next: ["cache-load", "cache-memory"],
  },
  "cache-throttled": {
    title: "A serverless cache throttles",
    severity: "page",
    means:
      "Commands are refused because the cache has reached its limit of ECPU or grows too slowly for the load. Reads fail or go to the database.",
    look: [
      SERVERLESS,
      { say: "Whether traffic more than doubled within ten minutes: a serverless cache doubles at most as fast." },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "raiseLimit",
        say: "Raise the limit of ECPU a second in the file, where it has been reached.",
      },
      {
        kind: "manual",
        name: "warmUp",
        say: "Before an announced peak, set its minimum, so that it has grown by then.",
      },
      {
        kind: "manual",
        name: "easeLoad",
        say: "Use multi-key commands with care, and read less: a short cache in the process of the hottest keys.",
      },
    ],
    after: ["No command is throttled."],
    next: ["cache-load", "cache-misses"],
  },
  "cache-load": {
    title: "A cache is busy",
    severity: "ticket",
    means:
      "The engine's thread of a node, or the ECPU of a serverless cache, is nearly used up. Latency rises for every key of that node.",
    look: [
      CACHE,
      { say: "The slow log: commands over many keys (`KEYS`, `SMEMBERS`, scripts), large values." },
      { say: "Whether one shard is busy alone: a hot key." },
    ],
    parameters: {},
    steps: [
      { kind: "manual", name: "stopCommand", say: "Stop or mend the command that takes the time." },
      {
        kind: "manual",
        name: "spread",
        say: "Read from replicas, keep the hottest keys in the process for a second, add shards in the file.",
      },
    ],
    after: ["The load is below the alarm at the peak of the day."],
    next: ["cache-memory", "cache-replication-lag"],
  },
  "cache-misses": {
    title: "Too few reads are served by the cache",
    severity: "ticket",
    means: "Reads go to the database that the cache should answer. It bears that until the next peak.",
    look: [
      {
        say: "Whether the cache was emptied: a failover, a deployment that changed the form of keys, a change of region.",
      },
      { say: "Whether keys are evicted or expire too soon." },
      { say: "Whether something new is read that is not cached at all." },
    ],
    parameters: {},
    steps: [
      { kind: "manual", name: "warmUp", say: "Warm up what is read most, slowly: the database pays for it." },
      {
        kind: "manual",
        name: "holdBack",
        say: "Let one request fetch a missing key and the others wait for it; give expiries some spread.",
      },
    ],
    after: ["The share of hits is back above its limit."],
    next: ["cache-evictions", "cache-throttled", "database-connections"],
  },
} as const satisfies Readonly<Partial<Record<RunbookId, Runbook>>>;

/** Runbooks of databases. */
export const DATABASE_RUNBOOKS = {
  "database-replication-lag": {
    title: "A secondary is behind its primary, or hears nothing from it",
    severity: "page",
    means:
      "If the primary's region were lost now, as much would be lost as the lag says. Silence counts as bad: it is how the loss of the primary looks from the secondary.",
    look: [
      { say: "Whether the primary answers. If it does not, this is the failover's decision." },
      {
        say: "Whether the global database is available, and who writes.",
        call: {
          operation: "rds:DescribeGlobalClusters",
          with: { GlobalClusterIdentifier: "{{ GlobalClusterIdentifier }}" },
        },
      },
      { say: "Whether the primary writes unusually much: an import, an index, a mass update." },
      {
        say: "Whether the role changed: the alarm of a primary must not count silence as bad; the file says which it is.",
      },
    ],
    parameters: {},
    steps: [
      { kind: "manual", name: "easeWrites", say: "Stop or slow the mass write." },
      {
        kind: "manual",
        name: "decide",
        say: "Where the primary's region is lost, go to the failover. Where it is impaired and still answers, to the switchover.",
      },
    ],
    after: ["The lag is below a second.", "If it grew with load alone, give the secondary the primary's class."],
    next: ["region-failover", "region-switchover", "database-cpu"],
  },
  "database-cpu": {
    title: "A database instance is busy",
    severity: "page",
    means: "Queries wait for CPU, and latency rises for all. With the writer busy, allocation slows down.",
    look: [CLUSTER, TOP_SQL, { say: "Whether it is the writer or a reader, and whether a plan has changed." }],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "endQuery",
        say: "End a query that nobody waits for: `select pg_cancel_backend(pid)`, from `pg_stat_activity`.",
      },
      { kind: "manual", name: "moveReads", say: "Move reads to the readers' host, and reports away from the writer." },
      {
        kind: "manual",
        name: "giveCapacity",
        say: "Choose a larger class in the file: a reader first, then fail over to it; a change of the writer's class interrupts writing.",
      },
    ],
    after: ["Usage is below the alarm at the peak of the day, and the query has an index or a limit."],
    next: ["database-connections", "cache-misses", "database-deadlocks"],
  },
  "database-capacity": {
    title: "A serverless database reaches its maximum",
    severity: "page",
    means: "An instance takes nearly all the capacity it may grow to. Beyond that it does not grow, and queries wait.",
    look: [CLUSTER, TOP_SQL],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "raiseMaximum",
        say: "Raise the maximum of ACU in the file and apply it: that takes effect without a restart. Limits of connections, which follow the maximum, need one.",
      },
      { kind: "manual", name: "endQuery", say: "End and mend the query that takes it." },
    ],
    after: ["The cost of the new maximum is within the budget."],
    next: ["database-cpu", "database-connections", "database-free-memory"],
  },
  "database-free-memory": {
    title: "A database instance runs out of memory",
    severity: "page",
    means: "Below this an instance swaps, and then restarts: connections break, and the writer fails over.",
    look: [CLUSTER, TOP_SQL, { say: "How many connections there are: each takes some megabytes." }],
    parameters: {},
    steps: [
      { kind: "manual", name: "closeConnections", say: "Close connections that idle; send clients through the proxy." },
      {
        kind: "manual",
        name: "endQuery",
        say: "End queries with large sorts or hashes; lower `work_mem` for the user that runs them.",
      },
      { kind: "manual", name: "giveMemory", say: "Choose a larger class, or a higher maximum, in the file." },
    ],
    after: ["A tenth and more of the memory is free at the peak of the day."],
    next: ["database-connections", "database-cpu"],
  },
  "database-connections": {
    title: "A database runs out of connections",
    severity: "page",
    means: "At the limit new connections are refused: pods do not start, handlers fail.",
    look: [
      CLUSTER,
      {
        say: "Who holds them: `select usename, application_name, state, count(*) from pg_stat_activity group by 1, 2, 3 order by 4 desc`.",
      },
      { say: "Whether sessions idle in a transaction: they hold locks as well." },
    ],
    parameters: {},
    steps: [
      {
        kind: "manual",
        name: "endIdle",
        say: "End sessions that idle in a transaction: `select pg_terminate_backend(pid)`.",
      },
      {
        kind: "manual",
        name: "useProxy",
        say: "Send clients through the proxy, and lower the pool of each pod: pods × pool must fit.",
      },
      {
        kind: "manual",
        name: "limitScaling",
        say: "Lower the maximum of the autoscaler or of the handler's concurrency that opens them, until the pool is right.",
      },
    ],
    after: ["Pods × pool of every service together fit into the limit."],
    next: ["database-free-memory", "database-deadlocks", "handler-throttled"],
  },
  "database-deadlocks": {
    title: "Transactions deadlock",
    severity: "ticket",
    means:
      "Transactions lock the same rows in a different order; the database ends one of each pair. Its client retries, or an order fails.",
    look: [
      CLUSTER,
      { say: "Which statements: the engine's log names both sides, after `deadlock detected`." },
      { say: "Whether it began with a deployment, or with two jobs that now run at the same time." },
    ],
    parameters: {},
    steps: [
      { kind: "manual", name: "separate", say: "Keep the two jobs apart in time, or take the deployment back." },
      {
        kind: "manual",
        name: "orderLocks",
        say: "Lock rows in one order everywhere: by article and warehouse, sorted; keep transactions short; retry the whole transaction.",
      },
    ],
    after: ["None in a day of normal load."],
    next: ["database-connections", "database-cpu"],
  },
} as const satisfies Readonly<Partial<Record<RunbookId, Runbook>>>;
