import { RelationalCluster, relationalRefusals, type RelationalClusterArgs } from "../../../components/relational";
import { AURORA_POSTGRESQL_VERSIONS } from "../../../facts/aurora-postgresql-versions";
import { minimal, primary, secondary } from "./fixture";

const { masterPassword: password, ...withoutPassword } = minimal;
const { globalClusterIdentifier, ...withoutGlobal } = primary;
const serverless = { kind: "serverless", minimumAcu: 0.5, maximumAcu: 8 } as const;
const pausing = { ...serverless, minimumAcu: 0 } as const;
const versions = AURORA_POSTGRESQL_VERSIONS.join(", ");
const users = "admin, master, postgres, rdsadmin, rdsrepladmin, root";

/** A class that the types would not let pass. */
function untyped<T>(value: unknown, is: (value: unknown) => value is T): T {
  if (!is(value)) {
    throw new Error("not a value of the type");
  }
  return value;
}

const unknownClass = untyped(
  JSON.parse('{"kind":"provisioned","instanceClass":"db.r5.large"}'),
  (value): value is NonNullable<RelationalClusterArgs["capacity"]> => typeof value === "object",
);

/** What is wrong, the arguments, and the whole message: one row per row of the table. */
const rows: readonly (readonly [string, RelationalClusterArgs, string])[] = [
  [
    "an identifier that leaves no room for the endpoint's",
    { ...minimal, clusterIdentifier: "a".repeat(54) },
    `clusterIdentifier is "${"a".repeat(54)}", expected 1 to 53 lower-case letters, digits or single dashes, starting with a letter and not ending with a dash; choose an identifier that leaves room for "-read-only" in the name of an endpoint`,
  ],
  [
    "the database that PostgreSQL brings",
    { ...minimal, databaseName: "postgres" },
    'databaseName is "postgres", expected 1 to 63 lower-case letters, digits or underscores, starting with a letter, and none of db, postgres, rdsadmin, template0, template1; choose another name',
  ],
  [
    "a first user that everybody knows",
    { ...minimal, masterUsername: "postgres" },
    `masterUsername is "postgres", expected 1 to 63 lower-case letters, digits or underscores, starting with a letter, and none of ${users}; choose a name that cannot be guessed from the engine's`,
  ],
  [
    "a version that is no longer offered",
    { ...minimal, engineVersion: "13.23" },
    `engineVersion is "13.23", expected one of ${versions}; choose a version that AWS still offers for something new`,
  ],
  [
    "subnets of two regions",
    { ...minimal, subnetIds: { "eu-central-1a": "subnet-a", "eu-west-1a": "subnet-b" } },
    'subnetIds is ["eu-central-1a","eu-west-1a"], expected subnets in two or more zones of one known region; give a subnet for stores in each zone of the network',
  ],
  [
    "subnets of another region",
    { ...minimal, region: "eu-west-1" },
    'region is "eu-west-1", expected the region of the subnets, eu-central-1; give the subnets of the cluster\'s own region',
  ],
  [
    "a zone without a subnet",
    { ...minimal, zones: ["eu-central-1a", "eu-central-1d"] },
    'zones is ["eu-central-1a","eu-central-1d"], expected one or more of eu-central-1a, eu-central-1b, eu-central-1c, each once; choose zones that have a subnet',
  ],
  [
    "a proxy in front of a writer alone",
    { ...minimal, zones: ["eu-central-1a"] },
    'zones is ["eu-central-1a"], expected two or more zones behind a proxy, whose second endpoint needs a reader; add a zone, or set proxy to false',
  ],
  [
    "a proxy that knows no user",
    { ...minimal, proxyUsers: {} },
    "proxyUsers is {}, expected the secret of at least one database user; name the users that services log in as, or set proxy to false",
  ],
  [
    "a port that RDS does not offer",
    { ...minimal, port: 80 },
    "port is 80, expected a whole number from 1150 to 65535; choose a port that RDS offers",
  ],
  [
    "a class that is not listed",
    { ...minimal, capacity: unknownClass },
    'capacity.instanceClass is "db.r5.large", expected a class listed in facts/aurora-instance-classes.ts; choose a Graviton class such as db.r7g.large',
  ],
  [
    "a burstable class in a global database",
    { ...primary, capacity: { kind: "provisioned", instanceClass: "db.t4g.large" } },
    'capacity.instanceClass is "db.t4g.large", expected a class that a member of a global database can have; choose a memory-optimised class such as db.r7g.large',
  ],
  [
    "a capacity that shrinks under load",
    { ...minimal, capacity: { kind: "serverless", minimumAcu: 8, maximumAcu: 4 } },
    'capacity is {"kind":"serverless","minimumAcu":8,"maximumAcu":4}, expected a range from 0 to 256 ACU in steps of 0.5, its maximum 1 or more; choose the capacity at rest and the capacity at the peak',
  ],
  [
    "a pause that the version cannot make",
    { ...minimal, engineVersion: "14.6", proxy: false, capacity: pausing },
    "capacity.minimumAcu is 0, expected 0.5 or more with version 14.6, whose instances cannot pause; raise it, or choose a later version",
  ],
  [
    "a pause that the proxy's connections prevent",
    { ...minimal, capacity: pausing },
    "capacity.minimumAcu is 0, expected 0.5 or more behind a proxy and in a global database, whose connections keep instances awake; raise it, or set proxy to false for a cluster that stands alone",
  ],
  [
    "a wait before a pause that never comes",
    { ...minimal, capacity: { ...serverless, pauseAfter: "10 minutes" } },
    'capacity.pauseAfter is "10 minutes", expected 5 minutes to 1 day, with a minimumAcu of 0; choose how long an idle instance stays awake, or leave it out',
  ],
  [
    "scaling that adds no reader",
    { ...minimal, readerScaling: { maximum: 1 } },
    "readerScaling.maximum is 1, expected a whole number from 2 to 15; leave room for more readers than the cluster's own",
  ],
  [
    "scaling that starts when readers are full",
    { ...minimal, readerScaling: { maximum: 4, targetCpuPercent: 95 } },
    "readerScaling.targetCpuPercent is 95, expected 10 to 90; choose a share that leaves time to add a reader",
  ],
  [
    "scaling in a global database",
    { ...secondary, readerScaling: { maximum: 4 } },
    'readerScaling is {"maximum":4}, expected nothing in a global database, whose secondaries cannot scale by themselves; add zones, or choose a larger class',
  ],
  [
    "a current role without a global database",
    { ...minimal, currentRole: "primary" },
    'currentRole is "primary", expected nothing for a cluster that stands alone; leave it out, or set initialRole',
  ],
  [
    "a member that does not say how it comes into being",
    { ...minimal, globalClusterIdentifier: "prod-eu-inventory" },
    'initialRole is "alone", expected "primary" or "secondary" in a global database; say how the cluster comes into being, or leave globalClusterIdentifier out',
  ],
  [
    "a member of nothing",
    withoutGlobal,
    "globalClusterIdentifier is missing, expected the identifier of the global database; take it from the GlobalDatabase of the residency partition",
  ],
  [
    "a secondary of its own region",
    { ...secondary, initialPrimaryRegion: "eu-west-1" },
    'initialPrimaryRegion is "eu-west-1", expected another region, known and in the same AWS partition; name the region of the initial primary',
  ],
  [
    "a database without a password",
    withoutPassword,
    "masterPassword is missing, expected the password that the database is created with; take it from the DatabaseSecret or the GlobalDatabase",
  ],
  [
    "a secondary with a password",
    { ...secondary, masterPassword: "hunter2" },
    'masterPassword is "a password", expected nothing for an initial secondary, which takes its users from the primary; leave it out',
  ],
  [
    "backups that RDS does not keep",
    { ...minimal, backupRetention: "36 days" },
    'backupRetention is "36 days", expected 1 day to 35 days, in whole days; keep what must last longer in a backup vault',
  ],
  [
    "connections without TLS",
    { ...minimal, clusterParameters: { "rds.force_ssl": { value: "0", apply: "immediate" } } },
    'clusterParameters is ["rds.force_ssl"], expected parameters other than password_encryption, rds.force_ssl, ssl_min_protocol_version; leave what protects connections and passwords as it is',
  ],
  [
    "an alarm for no lag at all",
    { ...primary, replicationLagAlarm: "0 seconds" },
    'replicationLagAlarm is "0 seconds", expected 1 second or more; choose the lag at which a switchover would lose too much',
  ],
  [
    "an alarm above everything",
    { ...minimal, utilizationAlarmPercent: 101 },
    "utilizationAlarmPercent is 101, expected more than 0, and 100 at most; choose the share at which someone should look",
  ],
  [
    "a folder of runbooks that is not an address",
    { ...minimal, runbooksUrl: "the wiki" },
    'runbooksUrl is "the wiki", expected an https address without a slash at its end, a query or a fragment; give the address of the folder of runbooks; each alarm adds the file of its own',
  ],
  [
    "alarms that nobody hears",
    { ...minimal, alarmTopicArns: [] },
    "alarmTopicArns is 0, expected 1 to 5 topics; name the topics that reach whoever repairs the database",
  ],
];

/** Values beside those of the rows that fall under the same refusal. */
const edges: readonly (readonly [string, RelationalClusterArgs, string])[] = [
  ["an identifier with two dashes in a row", { ...minimal, clusterIdentifier: "prod--eu" }, "clusterIdentifier"],
  ["an identifier that ends in a dash", { ...minimal, clusterIdentifier: "prod-" }, "clusterIdentifier"],
  ["a database name with a dash", { ...minimal, databaseName: "stock-counts" }, "databaseName"],
  ["a user that PostgreSQL reserves", { ...minimal, masterUsername: "pg_owner" }, "masterUsername"],
  ["a zone twice", { ...minimal, zones: ["eu-central-1a", "eu-central-1a"] }, "zones"],
  ["no zone at all", { ...minimal, zones: [] }, "zones"],
  ["half a port", { ...minimal, port: 5432.5 }, "port"],
  ["a capacity off the steps", { ...minimal, capacity: { ...serverless, maximumAcu: 7.8 } }, "capacity"],
  ["more capacity than there is", { ...minimal, capacity: { ...serverless, maximumAcu: 257 } }, "capacity"],
  ["a pause in a global database", { ...primary, proxy: false, capacity: pausing }, "capacity.minimumAcu"],
  [
    "a pause after a minute",
    { ...minimal, proxy: false, capacity: { ...pausing, pauseAfter: "1 minute" } },
    "capacity.pauseAfter",
  ],
  ["more readers than a cluster has", { ...minimal, readerScaling: { maximum: 16 } }, "readerScaling.maximum"],
  ["a secondary of an unknown region", { ...secondary, initialPrimaryRegion: "eu-central-9" }, "initialPrimaryRegion"],
  ["a secondary across AWS partitions", { ...secondary, initialPrimaryRegion: "cn-north-1" }, "initialPrimaryRegion"],
  ["no backup", { ...minimal, backupRetention: "0 days" }, "backupRetention"],
  ["backups for hours", { ...minimal, backupRetention: "36 hours" }, "backupRetention"],
  [
    "weaker TLS by way of the instances",
    { ...minimal, instanceParameters: { ssl_min_protocol_version: { value: "TLSv1", apply: "immediate" } } },
    "clusterParameters",
  ],
  ["a share of nothing", { ...minimal, utilizationAlarmPercent: 0 }, "utilizationAlarmPercent"],
  [
    "a folder of runbooks with a slash at its end",
    { ...minimal, runbooksUrl: "https://runbooks.example.com/" },
    "runbooksUrl",
  ],
  [
    "more topics than an alarm notifies",
    { ...minimal, alarmTopicArns: Array.from({ length: 6 }, String) },
    "alarmTopicArns",
  ],
];

/** The message of the refusal, which is thrown before anything is registered. */
function refusalOf(args: RelationalClusterArgs): string {
  try {
    new RelationalCluster("inventory", args);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "no refusal";
}

describe("RelationalCluster", () => {
  it.each([
    ["alone", minimal],
    ["primary", primary],
    ["secondary", secondary],
  ])("accepts the arguments that the refusals below start from: %s", (_, args) => {
    expect(relationalRefusals.filter(({ when }) => when(args))).toStrictEqual([]);
  });

  it.each([
    ["the longest identifier and backups", { clusterIdentifier: "a".repeat(53), backupRetention: "35 days" }],
    ["instances that pause for a day", { proxy: false, capacity: { ...pausing, pauseAfter: "1 day" } }],
    ["the largest capacity", { capacity: { ...serverless, maximumAcu: 256 } }],
    ["a writer alone", { proxy: false, zones: ["eu-central-1a"], proxyUsers: {} }],
    ["as many readers as there can be", { readerScaling: { maximum: 15, targetCpuPercent: 90 } }],
  ] as const)("accepts %s", (_, change) => {
    expect(relationalRefusals.filter(({ when }) => when({ ...minimal, ...change }))).toStrictEqual([]);
  });

  it.each(rows)("refuses %s", (_, args, message) => {
    expect(refusalOf(args)).toBe(`relational "inventory": ${message}`);
  });

  it.each(edges)("refuses %s", (_, args, arg) => {
    const problems = relationalRefusals.filter(({ when }) => when(args));
    expect(problems.map(({ say }) => say(args).arg)).toStrictEqual([arg]);
  });

  it("has a case for every refusal", () => {
    const fired = rows.map(([, args]) => relationalRefusals.findIndex(({ when }) => when(args)));
    expect(fired.toSorted((left, right) => left - right)).toStrictEqual([...relationalRefusals.keys()]);
  });

  it("refuses several problems at once, the tags' first", () => {
    const message = refusalOf({
      ...minimal,
      tags: { ...minimal.tags, owner: "" },
      masterUsername: "root",
      port: 0,
      alarmTopicArns: [],
    });
    expect(message.split("\n")).toStrictEqual([
      'relational "inventory": tags.owner is "", expected 1 to 63 lower-case letters, digits, dots or dashes, starting and ending with a letter or digit; set it in the environment file or in the component\'s tags',
      `relational "inventory": masterUsername is "root", expected 1 to 63 lower-case letters, digits or underscores, starting with a letter, and none of ${users}; choose a name that cannot be guessed from the engine's`,
      'relational "inventory": port is 0, expected a whole number from 1150 to 65535; choose a port that RDS offers',
      'relational "inventory": alarmTopicArns is 0, expected 1 to 5 topics; name the topics that reach whoever repairs the database',
    ]);
  });

  it("never prints a password", () => {
    expect(password).toBe("generated-elsewhere");
    expect(globalClusterIdentifier).toBe("prod-eu-inventory");
    expect(refusalOf({ ...secondary, masterPassword: "hunter2" })).not.toContain("hunter2");
  });
});
