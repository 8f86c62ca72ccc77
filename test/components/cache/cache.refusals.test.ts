import {
  Cache,
  cacheRefusals,
  CacheUsers,
  cacheUsersRefusals,
  type CacheArgs,
  type CacheRefusalArgs,
  type ClusterCacheArgs,
  type ServerlessCacheArgs,
} from "../../../components/cache";
import { CACHE_NODE_TYPES } from "../../../facts/cache-node-types";
import { keyArn, nodes, serverless, tags } from "./fixture";

type Row<Args> = readonly [string, Partial<Args>, string];

/** What is wrong, the change to the valid arguments, and the whole message: one row per row of the table. */
const rows: readonly Row<ClusterCacheArgs>[] = [
  [
    "a name that leaves no room for the users'",
    { cacheName: "a".repeat(33) },
    `cacheName is "${"a".repeat(33)}", expected 1 to 32 lower-case letters, digits or single dashes, starting with a letter; choose a name that leaves room for the users' names in their ids`,
  ],
  [
    "a cache that nobody uses",
    { users: {} },
    "users is {}, expected one user or more; name who uses the cache: the default user is disabled",
  ],
  [
    "a user that is named as the disabled one",
    { users: { default: { access: "read", keyPattern: "*" } } },
    'users is ["default"], expected names of lower-case letters, digits or single dashes, 40 characters together with "prod-stock-", other than "default"; rename the users',
  ],
  [
    "a pattern that smuggles in a right",
    { users: { api: { access: "read", keyPattern: "stock:* +@all" } } },
    'users is {"api":"stock:* +@all"}, expected a key pattern without spaces, "~" or "%"; give one pattern, such as stock:*',
  ],
  [
    "snapshots that are not kept for days",
    { snapshotRetention: "36 hours" },
    'snapshotRetention is "36 hours", expected whole days, 1 to 35; choose how long a snapshot is kept',
  ],
  [
    "a memory alarm that never rings",
    { memoryAlarmPercent: 100 },
    "memoryAlarmPercent is 100, expected a whole number from 1 to 99; choose the share of memory that leaves time to act",
  ],
  [
    "a load alarm that always rings",
    { loadAlarmPercent: 0 },
    "loadAlarmPercent is 0, expected a whole number from 1 to 99; choose the share of the engine's time that leaves time to act",
  ],
  [
    "an alarm on no evictions",
    { evictionsAlarm: 0 },
    "evictionsAlarm is 0, expected a whole number of keys, 1 or more; choose how many keys a minute may be evicted",
  ],
  [
    "a cache in one zone",
    { subnetIds: { a: "subnet-a" } },
    'subnetIds is ["a"], expected subnets in two zones or more; give a subnet in each zone, so that the cache outlives one',
  ],
  [
    "a cache that nobody reaches",
    { clientSecurityGroupIds: {} },
    "clientSecurityGroupIds is {}, expected one security group or more; name the security groups of the clients: nobody else reaches the cache",
  ],
  [
    "a folder of runbooks that is not an address",
    { runbooksUrl: "the wiki" },
    'runbooksUrl is "the wiki", expected an https address without a slash at its end, a query or a fragment; give the address of the folder of runbooks; each alarm adds the file of its own',
  ],
  [
    "alarms that nobody hears",
    { alarmTopicArns: [] },
    "alarmTopicArns is 0, expected 1 to 5 topics; name the topics that reach whoever repairs the cache",
  ],
  [
    "a shard without a replica",
    { replicasPerShard: 0 },
    "replicasPerShard is 0, expected a whole number from 1 to 5; keep one replica at least: without it a shard does not outlive its node",
  ],
  [
    "more nodes than a cluster has",
    { shards: 46 },
    "shards is 46, expected a whole number that makes 90 nodes at most, replicas included; choose a larger nodeType rather than more shards",
  ],
  [
    "parameters that Valkey does not know",
    { parameters: { "maxmemory-policy": "lru", timeout: "-1" } },
    'parameters is {"maxmemory-policy":"lru","timeout":"-1"}, expected maxmemory-policy one of allkeys-lfu, allkeys-lru, allkeys-random, noeviction, volatile-lfu, volatile-lru, volatile-random, volatile-ttl, timeout a whole number of seconds; correct the values',
  ],
  [
    "a snapshot window that is not one",
    { snapshotWindow: "02:00" },
    'snapshotWindow is "02:00", expected two times of day in UTC, such as 02:00-03:00; give an hour of little traffic',
  ],
  [
    "a maintenance window that is not one",
    { maintenanceWindow: "04:00-05:00" },
    'maintenanceWindow is "04:00-05:00", expected two times of the week in UTC, such as sun:04:00-sun:05:00; give an hour of little traffic outside snapshotWindow',
  ],
  [
    "a log retention that CloudWatch does not offer",
    { logRetention: "100 days" },
    'logRetention is "100 days", expected one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 days; choose the next longer one',
  ],
  [
    "an alarm on a replica that is not behind",
    { replicationLagAlarmSeconds: 0 },
    "replicationLagAlarmSeconds is 0, expected a whole number from 1 to 86400; choose how far a replica may fall behind",
  ],
];

/** The same for what only a serverless cache has. */
const serverlessRows: readonly Row<ServerlessCacheArgs>[] = [
  [
    "more zones than a serverless cache takes",
    { subnetIds: { a: "1", b: "2", c: "3", d: "4" } },
    'subnetIds is ["a","b","c","d"], expected subnets in 3 zones at most; leave the others out',
  ],
  [
    "more storage than there is",
    { maxStorageGb: 5_001 },
    "maxStorageGb is 5001, expected a whole number from 1 to 5000; choose the most storage that may be paid for",
  ],
  [
    "fewer requests than there are",
    { maxEcpuPerSecond: 999 },
    "maxEcpuPerSecond is 999, expected a whole number from 1000 to 15000000; choose the most processing units that may be paid for",
  ],
  [
    "a snapshot time that is not one",
    { snapshotTime: "2am" },
    'snapshotTime is "2am", expected a time of day in UTC, such as 02:00; give an hour of little traffic',
  ],
];

/** Arguments as they come from a file, where no type holds a node type back. */
const unknownNodeType = JSON.parse(JSON.stringify({ ...nodes, nodeType: "cache.r5.large" })) as ClusterCacheArgs;

function refusalOf(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "no refusal";
}

function firedBy(args: CacheRefusalArgs): number[] {
  return cacheRefusals.flatMap(({ when }, index) => (when(args) ? [index] : []));
}

const ofCache = (args: CacheArgs): string => refusalOf(() => new Cache("stock", args));

describe("Cache", () => {
  it("accepts the arguments that the refusals below start from", () => {
    expect([firedBy(nodes), firedBy(serverless)]).toStrictEqual([[], []]);
  });

  it("accepts the most of everything", () => {
    const most: ClusterCacheArgs = {
      ...nodes,
      cacheName: "a".repeat(32),
      users: { [`u${"s".repeat(6)}`]: { access: "admin", keyPattern: "*" } },
      shards: 15,
      replicasPerShard: 5,
      snapshotRetention: "35 days",
    };
    expect(firedBy(most)).toStrictEqual([]);
  });

  it.each(rows)("refuses %s", (_, change, message) => {
    expect(ofCache({ ...nodes, ...change })).toBe(`cache "stock": ${message}`);
  });

  it.each(serverlessRows)("refuses %s", (_, change, message) => {
    expect(ofCache({ ...serverless, ...change })).toBe(`cache "stock": ${message}`);
  });

  it("refuses a node type without a price row", () => {
    expect(ofCache(unknownNodeType)).toBe(
      `cache "stock": nodeType is "cache.r5.large", expected one of ${Object.keys(CACHE_NODE_TYPES).join(", ")}; choose a Graviton node type of the table in facts/cache-node-types`,
    );
  });

  it("has a case for every refusal", () => {
    const fired = [
      ...rows.flatMap(([, change]) => firedBy({ ...nodes, ...change })),
      ...serverlessRows.flatMap(([, change]) => firedBy({ ...serverless, ...change })),
      ...firedBy(unknownNodeType),
    ];
    expect(fired.toSorted((left, right) => left - right)).toStrictEqual([...cacheRefusals.keys()]);
  });

  it("asks the refusals of one kind about that kind alone", () => {
    const last = cacheRefusals.at(-1);
    expect(() => last?.say(nodes)).toThrow("a refusal of a serverless cache was asked about a cluster cache");
    expect(firedBy({ ...nodes, subnetIds: { a: "1", b: "2", c: "3", d: "4" } })).toStrictEqual([]);
  });

  it.each([
    ["two dashes in a row", { cacheName: "prod--stock" }, "cacheName"],
    ["a name that ends in a dash", { cacheName: "stock-" }, "cacheName"],
    ["a user in capitals", { users: { API: { access: "read", keyPattern: "*" } } }, "users"],
    ["a user whose id is too long", { users: { ["u".repeat(30)]: { access: "read", keyPattern: "*" } } }, "users"],
    ["an empty pattern", { users: { api: { access: "read", keyPattern: "" } } }, "users"],
    ["snapshots of more than 35 days", { snapshotRetention: "36 days" }, "snapshotRetention"],
    ["no snapshots", { snapshotRetention: "0 days" }, "snapshotRetention"],
    ["half a percent", { memoryAlarmPercent: 50.5 }, "memoryAlarmPercent"],
    ["more topics than an alarm notifies", { alarmTopicArns: Array.from({ length: 6 }, String) }, "alarmTopicArns"],
    ["no shard", { shards: 0 }, "shards"],
    ["more nodes than a cluster has, replicas included", { shards: 16, replicasPerShard: 5 }, "shards"],
    ["more replicas than a shard has", { shards: 1, replicasPerShard: 6 }, "replicasPerShard"],
    ["a window at 24 o'clock", { snapshotWindow: "23:00-24:00" }, "snapshotWindow"],
  ] as const)("refuses %s", (_, change, arg) => {
    const args: ClusterCacheArgs = { ...nodes, ...change };
    expect(firedBy(args).map((index) => cacheRefusals[index]?.say(args).arg)).toStrictEqual([arg]);
  });

  it("refuses several problems at once, the tags' first", () => {
    const message = ofCache({ ...nodes, tags: { ...tags, channel: "" }, users: {}, shards: 0, runbooksUrl: "" });
    expect(message.split("\n").map((line) => line.split(" is ")[0])).toStrictEqual([
      'cache "stock": tags.channel',
      'cache "stock": users',
      'cache "stock": runbooksUrl',
      'cache "stock": shards',
    ]);
  });
});

describe("CacheUsers", () => {
  it("refuses in its own name what the cache refuses of users", () => {
    expect(refusalOf(() => new CacheUsers("users", { cacheName: "Stock", users: {}, keyArn, tags }))).toBe(
      [
        'cache users "users": cacheName is "Stock", expected 1 to 32 lower-case letters, digits or single dashes, starting with a letter; choose a name that leaves room for the users\' names in their ids',
        'cache users "users": users is {}, expected one user or more; name who uses the cache: the default user is disabled',
      ].join("\n"),
    );
    expect(cacheRefusals.slice(0, cacheUsersRefusals.length)).toStrictEqual(cacheUsersRefusals);
  });
});
