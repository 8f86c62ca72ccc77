import { awsPartitionOf } from "../../facts/regions";
import type { Duration } from "../core/units";
import type { LifecycleSettings } from "./lifecycle";
import { physicalBucketName, type BucketSettings } from "./private-bucket.plan";

/** What decides the shape of an archive. */
export interface ArchivePlanArgs extends BucketSettings {
  /** Regions of the residency partition that hold the archive, each with a copy of everything. */
  readonly regions: readonly string[];
  /**
   * How long access logs are kept, within the bounds of the partition's regime.
   *
   * @default "365 days"
   */
  readonly accessLogRetention?: Duration;
  /**
   * Whether S3 commits to copying within 15 minutes, at a price per GB.
   *
   * @default false
   */
  readonly timedReplication?: boolean;
}

/** What an archive gets where its arguments leave the choice open. */
export const ARCHIVE_DEFAULTS = {
  accessLogRetention: "365 days",
  timedReplication: false,
} as const satisfies Partial<ArchivePlanArgs>;

/** End of the name of the bucket that receives access logs, before account and region. */
export const ACCESS_LOG_SUFFIX = "-access";
/** How long a deleted or overwritten access log can be brought back. */
export const ACCESS_LOG_NONCURRENT: Duration = "30 days";

/** The copy of one region into another. */
export interface PlannedReplication {
  /** Region that objects are copied to. */
  readonly to: string;
  /** Place of the rule among those of its bucket: each rule copies everything, so it decides nothing. */
  readonly priority: number;
}

/** An archive as plain data. */
export interface ArchivePlan {
  /** Regions of the archive, sorted. */
  readonly regions: readonly string[];
  /** Physical name of the bucket per region. */
  readonly bucketNames: Readonly<Record<string, string>>;
  /** ARN of the bucket per region, known before the bucket is, as its access logs have to be let in first. */
  readonly bucketArns: Readonly<Record<string, string>>;
  /** Beginning of the name of the buckets that receive access logs. */
  readonly accessLogBucketName: string;
  /** Lifecycle of access logs. */
  readonly accessLogLifecycle: LifecycleSettings;
  /** Copies per region that they start from; none where there is one region. */
  readonly replications: Readonly<Record<string, readonly PlannedReplication[]>>;
  readonly timedReplication: boolean;
  /** Whether objects are locked, whose locks are copied with them. */
  readonly locked: boolean;
}

/** Turns checked arguments into a plan. */
export function planArchive(args: ArchivePlanArgs): ArchivePlan {
  const regions = args.regions.toSorted();
  return {
    regions,
    bucketNames: Object.fromEntries(regions.map((region) => [region, physicalBucketName(args, region)])),
    bucketArns: Object.fromEntries(regions.map((region) => [region, bucketArn(args, region)])),
    accessLogBucketName: `${args.bucketName}${ACCESS_LOG_SUFFIX}`,
    accessLogLifecycle: {
      infrequentAccess: "never",
      instantRetrieval: "never",
      deepArchive: "never",
      noncurrentExpiry: ACCESS_LOG_NONCURRENT,
      expiry: args.accessLogRetention ?? ARCHIVE_DEFAULTS.accessLogRetention,
    },
    replications: regions.length < 2 ? {} : replications(regions),
    timedReplication: args.timedReplication ?? ARCHIVE_DEFAULTS.timedReplication,
    locked: args.objectLock !== undefined,
  };
}

function bucketArn(args: BucketSettings, region: string): string {
  return `arn:${awsPartitionOf(region) ?? "aws"}:s3:::${physicalBucketName(args, region)}`;
}

function replications(regions: readonly string[]): ArchivePlan["replications"] {
  return Object.fromEntries(
    regions.map((from) => [
      from,
      regions.filter((region) => region !== from).map((to, index) => ({ to, priority: index + 1 })),
    ]),
  );
}
