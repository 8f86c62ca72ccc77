import { awsPartitionOf } from "../../facts/regions";
import type { RegimeKey } from "../../facts/residency";
import type { Duration } from "../core/units";
import { AUDIT_LOG_DEFAULTS, type AuditLogPlanArgs } from "./audit-log.plan";
import type { LogLock } from "./log-bucket.plan";
import { REGION_GUARDS_DEFAULTS, type DetectorFeature, type RegionGuardsPlanArgs } from "./region-guards.plan";

/** What decides the shape of a residency partition's guards. */
export interface PartitionPlanArgs {
  /** Name of the partition, such as `eu`. */
  readonly partition: string;
  /** Residency regime, whose regions and bounds on keeping logs hold. */
  readonly regime: RegimeKey;
  /** Account of the partition. */
  readonly accountId: string;
  /** Regions of the partition. */
  readonly regions: readonly string[];
  /** Residency partition of each tenant or market of the environment: where their data belongs. */
  readonly tenantMap: Readonly<Record<string, string>>;
  /**
   * Regions in which this stack owns what an account has once per region: AWS Config, Access Analyzer, GuardDuty,
   * encryption of volumes by default.
   *
   * @default - all of the partition's
   */
  readonly ownedRegions?: readonly string[];
  /**
   * Whether this stack owns what an account has once: the block of public buckets, the role of AWS Config.
   *
   * @default true
   */
  readonly ownsAccountSettings?: boolean;
  /**
   * How long logs are kept.
   *
   * @default "365 days"
   */
  readonly logRetention?: Duration;
  /**
   * How firmly the trails' logs are locked.
   *
   * @default "compliance"
   */
  readonly lock?: LogLock;
  /**
   * What GuardDuty watches beyond its foundation.
   *
   * @default ["EKS_AUDIT_LOGS", "LAMBDA_NETWORK_LOGS", "RDS_LOGIN_EVENTS", "S3_DATA_EVENTS"]
   */
  readonly detectorFeatures?: readonly DetectorFeature[];
}

/** Values that are used where an argument is left out. */
export const PARTITION_DEFAULTS = {
  ownsAccountSettings: true,
  logRetention: AUDIT_LOG_DEFAULTS.logRetention,
  lock: AUDIT_LOG_DEFAULTS.lock,
  detectorFeatures: REGION_GUARDS_DEFAULTS.detectorFeatures,
  protect: true,
} as const satisfies Partial<PartitionPlanArgs> & { readonly protect: boolean };

/** Most bytes of a parameter of the standard tier, and of any parameter. */
export const PARAMETER_BYTES = { standard: 4_096, advanced: 8_192 } as const;

/** A residency partition's guards as plain data. */
export interface PartitionPlan {
  /** Audit log of each region, sorted. */
  readonly auditLogs: readonly AuditLogPlanArgs[];
  /** Guards of each owned region, sorted. */
  readonly guards: readonly RegionGuardsPlanArgs[];
  /** Name, value and tier of the tenant map's parameter. */
  readonly tenantMap: { readonly name: string; readonly value: string; readonly tier: "Standard" | "Advanced" };
  /** ARN of the role by which AWS Config reads the account. */
  readonly configRoleArn: string;
  readonly ownsAccountSettings: boolean;
}

/** Turns checked arguments into a plan. */
export function planPartition(args: PartitionPlanArgs, environment: string): PartitionPlan {
  const { accountId, regime } = args;
  const name = `${environment}-${args.partition}`;
  const logRetention = args.logRetention ?? PARTITION_DEFAULTS.logRetention;
  const ownsAccountSettings = args.ownsAccountSettings ?? PARTITION_DEFAULTS.ownsAccountSettings;
  const [first] = args.regions;
  return {
    auditLogs: args.regions.toSorted().map((region) => ({
      trailName: name,
      accountId,
      region,
      regime,
      logRetention,
      lock: args.lock ?? PARTITION_DEFAULTS.lock,
    })),
    guards: (args.ownedRegions ?? args.regions).toSorted().map((region) => ({
      guardsName: name,
      accountId,
      region,
      logRetention,
      recordsGlobalResources: ownsAccountSettings && region === first,
      detectorFeatures: args.detectorFeatures ?? PARTITION_DEFAULTS.detectorFeatures,
    })),
    tenantMap: tenantMapParameter(args, environment),
    configRoleArn: configRoleArn(args),
    ownsAccountSettings,
  };
}

/** The tenant map as it is stored: sorted, so that its order in the environment does not matter. */
export function tenantMapValue({ tenantMap }: Pick<PartitionPlanArgs, "tenantMap">): string {
  return JSON.stringify(Object.fromEntries(Object.entries(tenantMap).toSorted(([a], [b]) => (a < b ? -1 : 1))));
}

function tenantMapParameter(args: PartitionPlanArgs, environment: string): PartitionPlan["tenantMap"] {
  const value = tenantMapValue(args);
  return {
    name: `/${environment}/${args.partition}/tenant-map`,
    value,
    tier: Buffer.byteLength(value) > PARAMETER_BYTES.standard ? "Advanced" : "Standard",
  };
}

function configRoleArn({ accountId, regions }: PartitionPlanArgs): string {
  const partition = awsPartitionOf(regions[0] ?? "") ?? "aws";
  return `arn:${partition}:iam::${accountId}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`;
}
