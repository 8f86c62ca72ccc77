import type { AuroraInstanceClass } from "../../facts/aurora-instance-classes";
import type { LOG_RETENTION_DAYS } from "../../facts/log-retention-days";
import type { Duration } from "../core/units";
import type { ParameterSetting } from "./parameters";

/** Instances of a fixed class. */
export interface ProvisionedCapacity {
  /** Says that instances have a fixed class. */
  readonly kind: "provisioned";
  /** Class of every instance. */
  readonly instanceClass: AuroraInstanceClass;
}

/** Instances that follow the load (Aurora Serverless v2). */
export interface ServerlessCapacity {
  /** Says that instances follow the load. */
  readonly kind: "serverless";
  /** Capacity units that an instance keeps at rest, in steps of 0.5; 0 lets it pause. */
  readonly minimumAcu: number;
  /** Capacity units that an instance grows to, in steps of 0.5. */
  readonly maximumAcu: number;
  /**
   * How long an instance without connections waits before it pauses.
   *
   * @default "5 minutes" where `minimumAcu` is 0; instances do not pause otherwise
   */
  readonly pauseAfter?: Duration;
}

/** What the instances are made of. */
export type RelationalCapacity = ProvisionedCapacity | ServerlessCapacity;

/** How a cluster came into being: by itself, or as primary or secondary of a global database. */
export type InitialRole = "alone" | "primary" | "secondary";

/** What a member of a global database does now. */
export type CurrentRole = "primary" | "secondary";

/** How the storage is billed: by request, or by a higher price of instances and storage. */
export type RelationalStorage = "standard" | "io-optimized";

/** Readers that come and go with the load, beside the cluster's own. */
export interface ReaderScaling {
  /** Most readers, the cluster's own included. */
  readonly maximum: number;
  /**
   * Average CPU of the readers that scaling aims at.
   *
   * @default 60
   */
  readonly targetCpuPercent?: number;
}

/** What decides the shape of a cluster. */
export interface RelationalPlanArgs {
  /** Identifier of the cluster; those of its instances, proxy and logs are made from it. */
  readonly clusterIdentifier: string;
  /** Name of the database that the cluster is created with. */
  readonly databaseName: string;
  /** Version of Aurora PostgreSQL, `major.minor`; a member of a global database takes the global database's. */
  readonly engineVersion: string;
  /** Isolated subnets for stores, by zone; at least two zones. */
  readonly subnetIds: Readonly<Record<string, unknown>>;
  /**
   * Zones that have an instance each.
   *
   * @default - the first two zones of `subnetIds`, in the order of their names
   */
  readonly zones?: readonly string[];
  /**
   * What the instances are made of.
   *
   * @default - instances of class db.r7g.large
   */
  readonly capacity?: RelationalCapacity;
  /**
   * How the cluster comes into being. It decides what only matters at creation, and never changes afterwards.
   *
   * @default "alone"
   */
  readonly initialRole?: InitialRole;
  /**
   * What a member of a global database does now: it changes with each switchover, and replaces nothing.
   *
   * @default - its initial role
   */
  readonly currentRole?: CurrentRole;
  /**
   * Region of the initial primary, which an initial secondary is copied from.
   *
   * @default - none; a secondary must name it
   */
  readonly initialPrimaryRegion?: string;
  /**
   * Name of the user that the cluster is created with.
   *
   * @default "dbowner"
   */
  readonly masterUsername?: string;
  /**
   * How the storage is billed.
   *
   * @default "standard"
   */
  readonly storage?: RelationalStorage;
  /**
   * How far back the cluster can be restored to any second.
   *
   * @default "14 days"
   */
  readonly backupRetention?: Duration;
  /**
   * Port of the cluster; the proxy listens on 5432 whatever the port.
   *
   * @default 5432
   */
  readonly port?: number;
  /**
   * Parameters of the cluster, beside or instead of those of the table.
   *
   * @default - the table CLUSTER_PARAMETERS
   */
  readonly clusterParameters?: Readonly<Record<string, ParameterSetting>>;
  /**
   * Parameters of the instances, beside or instead of those of the table.
   *
   * @default - the table INSTANCE_PARAMETERS
   */
  readonly instanceParameters?: Readonly<Record<string, ParameterSetting>>;
  /**
   * How often the operating system of each instance is measured, in seconds; 0 turns it off.
   *
   * @default 60
   */
  readonly monitoringIntervalSeconds?: 0 | 1 | 5 | 10 | 15 | 30 | 60;
  /**
   * How long logs are kept, in days.
   *
   * @default 90
   */
  readonly logRetentionDays?: (typeof LOG_RETENTION_DAYS)[number];
  /**
   * Whether AWS installs minor versions in the maintenance window; it leaves members of a global database alone.
   *
   * @default true
   */
  readonly autoMinorVersionUpgrade?: boolean;
  /**
   * Readers that come and go with the load. Not for members of a global database.
   *
   * @default - the cluster's own readers alone
   */
  readonly readerScaling?: ReaderScaling;
  /**
   * Whether clients find a proxy in front of the cluster, which shares connections among them.
   *
   * @default true
   */
  readonly proxy?: boolean;
  /**
   * How far a secondary may fall behind before the alarm.
   *
   * @default "5 seconds"
   */
  readonly replicationLagAlarm?: Duration;
  /**
   * CPU of provisioned instances, or share of the maximum capacity of serverless ones, at which the alarm rings.
   *
   * @default 85
   */
  readonly utilizationAlarmPercent?: number;
  /** Address of the folder of runbooks; each alarm names its own, `<runbooksUrl>/<id>.md`. */
  readonly runbooksUrl: string;
}

/** What a cluster gets where its arguments leave the choice open. */
export const RELATIONAL_DEFAULTS = {
  zones: 2,
  capacity: { kind: "provisioned", instanceClass: "db.r7g.large" },
  initialRole: "alone",
  masterUsername: "dbowner",
  storage: "standard",
  backupRetention: "14 days",
  port: 5432,
  monitoringIntervalSeconds: 60,
  logRetentionDays: 90,
  autoMinorVersionUpgrade: true,
  pauseAfter: "5 minutes",
  targetCpuPercent: 60,
  proxy: true,
  replicationLagAlarm: "5 seconds",
  utilizationAlarmPercent: 85,
  protect: true,
} as const satisfies { capacity: RelationalCapacity; initialRole: InitialRole; storage: RelationalStorage } & Record<
  string,
  unknown
>;

/** Zones that have an instance, sorted. */
export function zonesOf({ zones, subnetIds }: Pick<RelationalPlanArgs, "zones" | "subnetIds">): readonly string[] {
  return (zones ?? Object.keys(subnetIds).toSorted().slice(0, RELATIONAL_DEFAULTS.zones)).toSorted();
}

/** What the instances are made of. */
export function capacityOf({ capacity }: Pick<RelationalPlanArgs, "capacity">): RelationalCapacity {
  return capacity ?? RELATIONAL_DEFAULTS.capacity;
}

/** What a cluster does now. */
export function currentRoleOf(args: Pick<RelationalPlanArgs, "currentRole" | "initialRole">): CurrentRole | "alone" {
  return args.currentRole ?? args.initialRole ?? RELATIONAL_DEFAULTS.initialRole;
}
