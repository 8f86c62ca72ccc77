import { AURORA_POSTGRESQL_VERSIONS } from "../../facts/aurora-postgresql-versions";
import { awsPartitionOf } from "../../facts/regions";
import { alarmTopicsRefusal } from "../core/alarm-topics";
import { runbooksUrlRefusal, type Refusal } from "../core";
import { toSeconds, type Duration } from "../core/units";
import { capacityRefusals } from "./capacity.refusals";
import { membershipRefusals } from "./membership.refusals";
import { GUARDED_PARAMETERS } from "./parameters";
import { RELATIONAL_DEFAULTS, zonesOf, type RelationalPlanArgs } from "./relational.choices";

/** Longest identifier: RDS takes 63 characters, and "-read-only" is added for the second endpoint of the proxy. */
export const MAX_CLUSTER_IDENTIFIER = 53;
/** Names that PostgreSQL, RDS or attackers know. */
export const RESERVED_USERS: readonly string[] = ["admin", "master", "postgres", "rdsadmin", "rdsrepladmin", "root"];
/** Names of databases that PostgreSQL or RDS brings, and the reserved word. */
export const RESERVED_DATABASES: readonly string[] = ["db", "postgres", "rdsadmin", "template0", "template1"];
const PORTS = { lowest: 1_150, highest: 65_535 } as const;
const BACKUP = { shortest: "1 day", longest: "35 days" } as const satisfies Record<string, Duration>;

const IDENTIFIER = new RegExp(`^(?=.{1,${MAX_CLUSTER_IDENTIFIER}}$)[a-z](-?[a-z0-9])*$`);
const SQL_NAME = /^[a-z][a-z0-9_]{0,62}$/;
const DAY = 86_400;

/** What the refusals of a cluster look at. */
export interface RelationalRefusalArgs extends RelationalPlanArgs {
  /** Topics that alarms notify. */
  readonly alarmTopicArns: readonly unknown[];
  /**
   * Region of the cluster.
   *
   * @default - the region of the zones
   */
  readonly region?: string;
  /**
   * Global database that the cluster is a member of.
   *
   * @default - none
   */
  readonly globalClusterIdentifier?: unknown;
  /**
   * Password that the database is created with.
   *
   * @default - none
   */
  readonly masterPassword?: unknown;
  /**
   * Secrets of the users that the proxy knows, by user.
   *
   * @default - none
   */
  readonly proxyUsers?: Readonly<Record<string, unknown>>;
}

type RelationalRefusal = Refusal<RelationalRefusalArgs>;

const names: readonly RelationalRefusal[] = [
  {
    when: ({ clusterIdentifier }) => !IDENTIFIER.test(clusterIdentifier),
    say: ({ clusterIdentifier }) => ({
      arg: "clusterIdentifier",
      got: clusterIdentifier,
      expected: `1 to ${MAX_CLUSTER_IDENTIFIER} lower-case letters, digits or single dashes, starting with a letter and not ending with a dash`,
      change: 'choose an identifier that leaves room for "-read-only" in the name of an endpoint',
    }),
  },
  {
    when: ({ databaseName }) => !isDatabaseName(databaseName),
    say: ({ databaseName }) => ({
      arg: "databaseName",
      got: databaseName,
      expected: `1 to 63 lower-case letters, digits or underscores, starting with a letter, and none of ${RESERVED_DATABASES.join(", ")}`,
      change: "choose another name",
    }),
  },
  {
    when: ({ masterUsername }) => masterUsername !== undefined && !isUser(masterUsername),
    say: ({ masterUsername }) => ({
      arg: "masterUsername",
      got: masterUsername,
      expected: `1 to 63 lower-case letters, digits or underscores, starting with a letter, and none of ${RESERVED_USERS.join(", ")}`,
      change: "choose a name that cannot be guessed from the engine's",
    }),
  },
  {
    when: ({ engineVersion }) => !AURORA_POSTGRESQL_VERSIONS.includes(engineVersion),
    say: ({ engineVersion }) => ({
      arg: "engineVersion",
      got: engineVersion,
      expected: `one of ${AURORA_POSTGRESQL_VERSIONS.join(", ")}`,
      change: "choose a version that AWS still offers for something new",
    }),
  },
];

const places: readonly RelationalRefusal[] = [
  {
    when: ({ subnetIds }) => subnetZones(subnetIds).length < 2 || regionOf(subnetIds) === undefined,
    say: ({ subnetIds }) => ({
      arg: "subnetIds",
      got: subnetZones(subnetIds),
      expected: "subnets in two or more zones of one known region",
      change: "give a subnet for stores in each zone of the network",
    }),
  },
  {
    when: ({ region, subnetIds }) => region !== undefined && (regionOf(subnetIds) ?? region) !== region,
    say: ({ region, subnetIds }) => ({
      arg: "region",
      got: region,
      expected: `the region of the subnets, ${regionOf(subnetIds)}`,
      change: "give the subnets of the cluster's own region",
    }),
  },
  {
    when: ({ zones, subnetIds }) => zones !== undefined && !isSelection(zones, subnetZones(subnetIds)),
    say: ({ zones, subnetIds }) => ({
      arg: "zones",
      got: zones,
      expected: `one or more of ${subnetZones(subnetIds).join(", ")}, each once`,
      change: "choose zones that have a subnet",
    }),
  },
  {
    when: (args) => hasProxy(args) && zonesOf(args).length === 1,
    say: (args) => ({
      arg: "zones",
      got: zonesOf(args),
      expected: "two or more zones behind a proxy, whose second endpoint needs a reader",
      change: "add a zone, or set proxy to false",
    }),
  },
  {
    when: (args) => hasProxy(args) && Object.keys(args.proxyUsers ?? {}).length === 0,
    say: ({ proxyUsers }) => ({
      arg: "proxyUsers",
      got: proxyUsers,
      expected: "the secret of at least one database user",
      change: "name the users that services log in as, or set proxy to false",
    }),
  },
  {
    when: ({ port }) => port !== undefined && !isPort(port),
    say: ({ port }) => ({
      arg: "port",
      got: port,
      expected: `a whole number from ${PORTS.lowest} to ${PORTS.highest}`,
      change: "choose a port that RDS offers",
    }),
  },
];

const upkeep: readonly RelationalRefusal[] = [
  {
    when: ({ backupRetention }) => backupRetention !== undefined && !isBackupRetention(backupRetention),
    say: ({ backupRetention }) => ({
      arg: "backupRetention",
      got: backupRetention,
      expected: `${BACKUP.shortest} to ${BACKUP.longest}, in whole days`,
      change: "keep what must last longer in a backup vault",
    }),
  },
  {
    when: (args) => guardedSettings(args).length > 0,
    say: (args) => ({
      arg: "clusterParameters",
      got: guardedSettings(args),
      expected: `parameters other than ${GUARDED_PARAMETERS.join(", ")}`,
      change: "leave what protects connections and passwords as it is",
    }),
  },
  {
    when: ({ replicationLagAlarm }) => replicationLagAlarm !== undefined && toSeconds(replicationLagAlarm) < 1,
    say: ({ replicationLagAlarm }) => ({
      arg: "replicationLagAlarm",
      got: replicationLagAlarm,
      expected: "1 second or more",
      change: "choose the lag at which a switchover would lose too much",
    }),
  },
  {
    when: ({ utilizationAlarmPercent }) => utilizationAlarmPercent !== undefined && !isPercent(utilizationAlarmPercent),
    say: ({ utilizationAlarmPercent }) => ({
      arg: "utilizationAlarmPercent",
      got: utilizationAlarmPercent,
      expected: "more than 0, and 100 at most",
      change: "choose the share at which someone should look",
    }),
  },
  runbooksUrlRefusal,
  alarmTopicsRefusal("name the topics that reach whoever repairs the database"),
];

/** Reasons to refuse a cluster. */
export const relationalRefusals: readonly RelationalRefusal[] = [
  ...names,
  ...places,
  ...capacityRefusals,
  ...membershipRefusals,
  ...upkeep,
];

/** Whether a name can be that of a database user. */
export function isUser(name: string): boolean {
  return SQL_NAME.test(name) && !RESERVED_USERS.includes(name) && !name.startsWith("pg_");
}

/** Whether a name can be that of a database. */
export function isDatabaseName(name: string): boolean {
  return SQL_NAME.test(name) && !RESERVED_DATABASES.includes(name);
}

/** Region that all the zones of the subnets lie in, `undefined` where there is none. */
export function regionOf(subnetIds: RelationalPlanArgs["subnetIds"]): string | undefined {
  const regions = new Set(Object.keys(subnetIds).map((zone) => zone.slice(0, -1)));
  const [region] = regions;
  return regions.size === 1 && region !== undefined && awsPartitionOf(region) !== undefined ? region : undefined;
}

function subnetZones(subnetIds: RelationalPlanArgs["subnetIds"]): readonly string[] {
  return Object.keys(subnetIds).toSorted();
}

function hasProxy({ proxy }: RelationalPlanArgs): boolean {
  return proxy ?? RELATIONAL_DEFAULTS.proxy;
}

function isSelection(chosen: readonly string[], from: readonly string[]): boolean {
  const known = chosen.every((zone) => from.includes(zone));
  return known && chosen.length > 0 && new Set(chosen).size === chosen.length;
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= PORTS.lowest && port <= PORTS.highest;
}

function isPercent(percent: number): boolean {
  return percent > 0 && percent <= 100;
}

function isBackupRetention(retention: Duration): boolean {
  const seconds = toSeconds(retention);
  return seconds % DAY === 0 && seconds >= toSeconds(BACKUP.shortest) && seconds <= toSeconds(BACKUP.longest);
}

function guardedSettings({ clusterParameters, instanceParameters }: RelationalPlanArgs): readonly string[] {
  const settings = Object.keys({ ...clusterParameters, ...instanceParameters });
  return settings.filter((name) => GUARDED_PARAMETERS.includes(name)).toSorted();
}
