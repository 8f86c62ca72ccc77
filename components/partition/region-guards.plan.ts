import { toDays, type Duration } from "../core/units";
import { AUDIT_LOG_DEFAULTS } from "./audit-log.plan";
import type { LogBucketPlanArgs } from "./log-bucket.plan";

/**
 * What GuardDuty watches beyond its foundation of trail, flow and DNS logs.
 *
 * Source: https://docs.aws.amazon.com/guardduty/latest/APIReference/API_DetectorFeatureConfiguration.html
 * (read 2026-11-24).
 */
export const DETECTOR_FEATURES = [
  "EBS_MALWARE_PROTECTION",
  "EKS_AUDIT_LOGS",
  "LAMBDA_NETWORK_LOGS",
  "RDS_LOGIN_EVENTS",
  "RUNTIME_MONITORING",
  "S3_DATA_EVENTS",
] as const;

/** One of {@link DETECTOR_FEATURES}. */
export type DetectorFeature = (typeof DETECTOR_FEATURES)[number];

/** What decides the shape of a region's guards. */
export interface RegionGuardsPlanArgs {
  /** Name of the analyzer, and what the name of AWS Config's bucket starts with. */
  readonly guardsName: string;
  /** Account that is guarded. */
  readonly accountId: string;
  /** Region that is guarded. */
  readonly region: string;
  /**
   * How long AWS Config's snapshots and histories are kept.
   *
   * @default "365 days"
   */
  readonly logRetention?: Duration;
  /**
   * Whether this region's recorder records IAM too: one recorder of an account does.
   *
   * @default false
   */
  readonly recordsGlobalResources?: boolean;
  /**
   * What GuardDuty watches beyond its foundation.
   *
   * @default ["EKS_AUDIT_LOGS", "LAMBDA_NETWORK_LOGS", "RDS_LOGIN_EVENTS", "S3_DATA_EVENTS"]
   */
  readonly detectorFeatures?: readonly DetectorFeature[];
}

/** Values that are used where an argument is left out. */
export const REGION_GUARDS_DEFAULTS = {
  logRetention: AUDIT_LOG_DEFAULTS.logRetention,
  recordsGlobalResources: false,
  detectorFeatures: ["EKS_AUDIT_LOGS", "LAMBDA_NETWORK_LOGS", "RDS_LOGIN_EVENTS", "S3_DATA_EVENTS"],
  protect: true,
} as const satisfies Partial<RegionGuardsPlanArgs> & { readonly protect: boolean };

/** A region's guards as plain data. */
export interface RegionGuardsPlan {
  readonly analyzerName: string;
  readonly region: string;
  readonly recordsGlobalResources: boolean;
  /** Features, sorted, by the end of the child's name. */
  readonly features: Readonly<Record<string, { readonly name: DetectorFeature; readonly status: string }>>;
  readonly bucket: LogBucketPlanArgs;
}

/** Turns checked arguments into a plan: every feature is switched, so that none is on unasked. */
export function planRegionGuards(args: RegionGuardsPlanArgs): RegionGuardsPlan {
  const wanted: readonly string[] = args.detectorFeatures ?? REGION_GUARDS_DEFAULTS.detectorFeatures;
  return {
    analyzerName: args.guardsName,
    region: args.region,
    recordsGlobalResources: args.recordsGlobalResources ?? REGION_GUARDS_DEFAULTS.recordsGlobalResources,
    features: Object.fromEntries(
      DETECTOR_FEATURES.map((name) => [
        name.toLowerCase().replaceAll("_", "-"),
        { name, status: wanted.includes(name) ? "ENABLED" : "DISABLED" },
      ]),
    ),
    bucket: {
      bucketName: `${args.guardsName}-config`,
      accountId: args.accountId,
      region: args.region,
      writer: "config",
      retentionDays: toDays(args.logRetention ?? REGION_GUARDS_DEFAULTS.logRetention),
    },
  };
}
