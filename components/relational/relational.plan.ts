import { auroraPostgresqlFacts } from "../../facts/aurora-postgresql-versions";
import { toDays, toSeconds } from "../core/units";
import { planAlarms, type PlannedRelationalAlarm, type RelationalAlarm } from "./alarms.plan";
import { CLUSTER_PARAMETERS, INSTANCE_PARAMETERS, planParameters, type PlannedDatabaseParameter } from "./parameters";
import { capacityOf, currentRoleOf, RELATIONAL_DEFAULTS, zonesOf } from "./relational.choices";
import type {
  CurrentRole,
  InitialRole,
  ReaderScaling,
  RelationalCapacity,
  RelationalPlanArgs,
} from "./relational.choices";

/** One instance, with every choice made. */
export interface PlannedInstance {
  readonly identifier: string;
  readonly zone: string;
  readonly instanceClass: string;
  readonly promotionTier: number;
}

/** Range of serverless capacity, as RDS takes it. */
export interface PlannedServerless {
  readonly minCapacity: number;
  readonly maxCapacity: number;
  readonly secondsUntilAutoPause?: number;
}

/** What only the first cluster of a database is created with. */
export interface PlannedOrigin {
  readonly databaseName: string;
  readonly masterUsername: string;
}

/** A cluster, with every choice made. */
export interface RelationalPlan {
  readonly clusterIdentifier: string;
  readonly engineVersion: string;
  readonly family: string;
  readonly initialRole: InitialRole;
  readonly currentRole: CurrentRole | "alone";
  /**
   * What the database is created with.
   *
   * @default - another cluster creates it
   */
  readonly origin?: PlannedOrigin;
  /**
   * Region that the cluster is copied from.
   *
   * @default - it is not a copy
   */
  readonly sourceRegion?: string;
  /** Inputs that the service owns after creation. */
  readonly ignoreChanges: readonly string[];
  readonly finalSnapshotIdentifier: string;
  readonly logGroupName: string;
  readonly logRetentionDays: number;
  /** Instances by the letter of their zone. */
  readonly instances: Readonly<Record<string, PlannedInstance>>;
  readonly serverless?: PlannedServerless;
  readonly storageType: "" | "aurora-iopt1";
  readonly backupRetentionDays: number;
  readonly port: number;
  readonly clusterParameters: readonly PlannedDatabaseParameter[];
  readonly instanceParameters: readonly PlannedDatabaseParameter[];
  readonly monitoringIntervalSeconds: number;
  readonly autoMinorVersionUpgrade: boolean;
  readonly readerScaling?: Required<ReaderScaling> & { readonly minimum: number };
  readonly proxy: boolean;
  readonly alarms: Readonly<Partial<Record<RelationalAlarm, PlannedRelationalAlarm>>>;
}

/** Days for which performance data is kept at no charge. */
export const INSIGHTS_RETENTION_DAYS = 7;

/** Inputs that matter at creation alone: RDS moves or forgets them when roles or passwords change. */
export const CREATION_ONLY = [
  "databaseName",
  "masterPassword",
  "masterUsername",
  "replicationSourceIdentifier",
  "snapshotIdentifier",
  "sourceRegion",
] as const;

/** Inputs of a member that the global database decides. */
export const GLOBALLY_OWNED = ["engineVersion", "globalClusterIdentifier"] as const;

/** Plans a cluster. The order in which zones, subnets and parameters are listed makes no difference. */
export function planRelational(args: RelationalPlanArgs): RelationalPlan {
  const initialRole = args.initialRole ?? RELATIONAL_DEFAULTS.initialRole;
  const serverless = planServerless(capacityOf(args));
  const readerScaling = planReaderScaling(args);
  return {
    clusterIdentifier: args.clusterIdentifier,
    engineVersion: args.engineVersion,
    family: familyOf(args.engineVersion),
    initialRole,
    currentRole: currentRoleOf(args),
    ...planBirth(args, initialRole),
    ignoreChanges: initialRole === "alone" ? CREATION_ONLY : [...CREATION_ONLY, ...GLOBALLY_OWNED].toSorted(),
    finalSnapshotIdentifier: `${args.clusterIdentifier}-final`,
    logGroupName: `/aws/rds/cluster/${args.clusterIdentifier}/postgresql`,
    instances: planInstances(args),
    ...(serverless === undefined ? {} : { serverless }),
    storageType: args.storage === "io-optimized" ? "aurora-iopt1" : "",
    clusterParameters: planParameters(CLUSTER_PARAMETERS, args.clusterParameters),
    instanceParameters: planParameters(INSTANCE_PARAMETERS, args.instanceParameters),
    ...(readerScaling === undefined ? {} : { readerScaling }),
    ...planChoices(args),
    alarms: planAlarms(args),
  };
}

function planBirth(args: RelationalPlanArgs, role: InitialRole): Pick<RelationalPlan, "origin" | "sourceRegion"> {
  const { databaseName, initialPrimaryRegion } = args;
  if (role === "secondary") {
    return initialPrimaryRegion === undefined ? {} : { sourceRegion: initialPrimaryRegion };
  }
  return { origin: { databaseName, masterUsername: args.masterUsername ?? RELATIONAL_DEFAULTS.masterUsername } };
}

type Choices =
  | "autoMinorVersionUpgrade"
  | "backupRetentionDays"
  | "logRetentionDays"
  | "monitoringIntervalSeconds"
  | "port"
  | "proxy";

function planChoices(args: RelationalPlanArgs): Pick<RelationalPlan, Choices> {
  return {
    autoMinorVersionUpgrade: args.autoMinorVersionUpgrade ?? RELATIONAL_DEFAULTS.autoMinorVersionUpgrade,
    backupRetentionDays: toDays(args.backupRetention ?? RELATIONAL_DEFAULTS.backupRetention),
    logRetentionDays: args.logRetentionDays ?? RELATIONAL_DEFAULTS.logRetentionDays,
    monitoringIntervalSeconds: args.monitoringIntervalSeconds ?? RELATIONAL_DEFAULTS.monitoringIntervalSeconds,
    port: args.port ?? RELATIONAL_DEFAULTS.port,
    proxy: args.proxy ?? RELATIONAL_DEFAULTS.proxy,
  };
}

function planInstances(args: RelationalPlanArgs): RelationalPlan["instances"] {
  const capacity = capacityOf(args);
  const instanceClass = capacity.kind === "serverless" ? "db.serverless" : capacity.instanceClass;
  return Object.fromEntries(
    zonesOf(args).map((zone) => {
      const letter = zone.slice(-1);
      return [letter, { identifier: `${args.clusterIdentifier}-${letter}`, zone, instanceClass, promotionTier: 0 }];
    }),
  );
}

function planServerless(capacity: RelationalCapacity): PlannedServerless | undefined {
  if (capacity.kind === "provisioned") {
    return undefined;
  }
  const range = { minCapacity: capacity.minimumAcu, maxCapacity: capacity.maximumAcu };
  return capacity.minimumAcu === 0
    ? { ...range, secondsUntilAutoPause: toSeconds(capacity.pauseAfter ?? RELATIONAL_DEFAULTS.pauseAfter) }
    : range;
}

function planReaderScaling(args: RelationalPlanArgs): RelationalPlan["readerScaling"] {
  if (args.readerScaling === undefined) {
    return undefined;
  }
  const { maximum, targetCpuPercent } = args.readerScaling;
  const minimum = Math.max(zonesOf(args).length - 1, 0);
  return { minimum, maximum, targetCpuPercent: targetCpuPercent ?? RELATIONAL_DEFAULTS.targetCpuPercent };
}

function familyOf(version: string): string {
  const facts = auroraPostgresqlFacts(version);
  if (facts === undefined) {
    throw new Error(`no facts about Aurora PostgreSQL ${version}: the refusals of relational let it pass`);
  }
  return facts.family;
}
