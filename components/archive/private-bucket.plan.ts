import { toDays, type Duration } from "../core/units";
import { planEarlierExpiry, planLifecycle, type LifecycleSettings, type PlannedLifecycleRule } from "./lifecycle";

/** A time in which nobody can delete or overwrite an object. */
export interface ObjectLock {
  /**
   * Who can still lift the lock: in `governance`, principals with a right of their own; in `compliance`, nobody, the
   * account's root user included.
   */
  readonly mode: "governance" | "compliance";
  /** How long every new object is locked. */
  readonly retention: Duration;
}

/** What decides the shape of a bucket, in whatever region it lies. */
export interface BucketSettings {
  /** Beginning of the physical name; account and region follow, as the name has to be unique in the world. */
  readonly bucketName: string;
  /** Account of the bucket; principals of other accounts are denied. */
  readonly accountId: string;
  /**
   * Whether former versions of objects are kept.
   *
   * @default true
   */
  readonly versioning?: boolean;
  /**
   * Lock of every new object. S3 takes it at the bucket's creation; a bucket without one cannot get it from here later.
   *
   * @default - none
   */
  readonly objectLock?: ObjectLock;
  /**
   * When objects become cheaper, and when they go.
   *
   * @default - `LIFECYCLE_DEFAULTS`: 30 days, 90 days and a year to the cheaper tiers; kept for ever
   */
  readonly lifecycle?: LifecycleSettings;
}

/** What decides the shape of one bucket. */
export interface PrivateBucketPlanArgs extends BucketSettings {
  /** Region of the bucket. */
  readonly region: string;
  /**
   * Regions that a request may be addressed to, beside the bucket's own.
   *
   * @default - none
   */
  readonly otherRegions?: readonly string[];
  /**
   * When objects below some prefixes, each with a slash at its end, go: before the others do.
   *
   * @default - none: all go as `lifecycle` says
   */
  readonly earlierExpiry?: Readonly<Record<string, Duration>>;
}

/** A bucket as plain data. */
export interface PrivateBucketPlan {
  readonly bucketName: string;
  readonly region: string;
  readonly accountId: string;
  readonly allowedRegions: readonly string[];
  readonly versioning: boolean;
  /**
   * Lock of every new object.
   *
   * @default - none
   */
  readonly objectLock?: { readonly mode: "GOVERNANCE" | "COMPLIANCE"; readonly days: number };
  readonly lifecycleRules: readonly PlannedLifecycleRule[];
}

/** What a bucket gets where its arguments leave the choice open. */
export const BUCKET_DEFAULTS = { versioning: true, protect: true } as const;

const LOCK_MODES = { governance: "GOVERNANCE", compliance: "COMPLIANCE" } as const;

/** Turns checked arguments into a plan. */
export function planPrivateBucket(args: PrivateBucketPlanArgs): PrivateBucketPlan {
  const versioning = args.versioning ?? BUCKET_DEFAULTS.versioning;
  const others = (args.otherRegions ?? []).filter((region) => region !== args.region);
  return {
    bucketName: physicalBucketName(args, args.region),
    region: args.region,
    accountId: args.accountId,
    allowedRegions: [args.region, ...others.toSorted()],
    versioning,
    ...(args.objectLock === undefined ? {} : { objectLock: planObjectLock(args.objectLock) }),
    lifecycleRules: [...planLifecycle(args.lifecycle, versioning), ...planEarlierExpiry(args.earlierExpiry ?? {})],
  };
}

/** Physical name of a bucket in a region: the same in every plan, and in no other account. */
export function physicalBucketName(
  { bucketName, accountId }: Pick<BucketSettings, "bucketName" | "accountId">,
  region: string,
): string {
  return `${bucketName}-${accountId}-${region}`;
}

function planObjectLock({ mode, retention }: ObjectLock): NonNullable<PrivateBucketPlan["objectLock"]> {
  return { mode: LOCK_MODES[mode], days: toDays(retention) };
}
