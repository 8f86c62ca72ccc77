import { S3_STORAGE_CLASSES } from "../../facts/s3-storage-classes";
import { AWS_REGIONS, isAwsRegion } from "../../facts/regions";
import type { Refusal } from "../core";
import { toDays, type Duration } from "../core/units";
import {
  earliestDay,
  isWholeDays,
  LIFECYCLE_DEFAULTS,
  lifecycleSetting,
  plannedTransitions,
  TIERS,
  type LifecycleSetting,
  type LifecycleSettings,
  type PlannedTransition,
} from "./lifecycle";
import type { BucketSettings, PrivateBucketPlanArgs } from "./private-bucket.plan";

/**
 * Longest name of a bucket.
 *
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html; the provider's documentation of
 * `aws.s3.Bucket` (7.48.0) says the same.
 */
export const S3_NAME_LIMIT = 63;
const ACCOUNT_LENGTH = 12;
const LONGEST_REGION = Math.max(...AWS_REGIONS.map(({ length }) => length));
/** Longest beginning of a bucket's name: account and region follow, each after a dash. */
export const MAX_BUCKET_NAME = S3_NAME_LIMIT - ACCOUNT_LENGTH - LONGEST_REGION - 2;
/** Longest object lock that S3 takes: a hundred years. */
export const MAX_LOCK_DAYS = 36_500;

const BUCKET_NAME = /^(?!xn--|sthree-|amzn-s3-demo-)[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
const PREFIX = /^[a-z0-9][a-z0-9/-]*\/$/;
const ACCOUNT = /^\d{12}$/;
const SETTINGS = Object.keys(LIFECYCLE_DEFAULTS) as readonly LifecycleSetting[];

type BucketRefusal = Refusal<BucketSettings>;

const identity: readonly BucketRefusal[] = [
  {
    when: ({ bucketName }) => !isBucketName(bucketName, MAX_BUCKET_NAME),
    say: ({ bucketName }) => bucketNameProblem(bucketName, MAX_BUCKET_NAME),
  },
  {
    when: ({ accountId }) => !ACCOUNT.test(accountId),
    say: ({ accountId }) => ({
      arg: "accountId",
      got: accountId,
      expected: "12 digits",
      change: "give the account of the bucket, which is a part of its name",
    }),
  },
];

const lifecycle: readonly BucketRefusal[] = [
  {
    when: ({ lifecycle: settings }) => brokenSettings(settings).length > 0,
    say: ({ lifecycle: settings }) => ({
      arg: "lifecycle",
      got: Object.fromEntries(brokenSettings(settings).map((key) => [key, lifecycleSetting(settings, key)])),
      expected: "whole days, one or more",
      change: "round up to the next day",
    }),
  },
  {
    when: ({ lifecycle: settings }) => earlyMove(settings) !== undefined,
    say: ({ lifecycle: settings }) => ({
      arg: "lifecycle",
      got: describeMove(earlyMove(settings)),
      expected: earlyMove(settings)?.expected ?? "",
      change: "move later, or skip the tier before it: each has a shortest time that is paid for",
    }),
  },
  {
    when: ({ lifecycle: settings }) => earlyExpiry(settings) !== undefined,
    say: ({ lifecycle: settings }) => ({
      arg: "lifecycle.expiry",
      got: lifecycleSetting(settings, "expiry"),
      expected: `${earlyExpiry(settings) ?? 0} days or more`,
      change: 'set the tiers that an object does not stay in to "never"',
    }),
  },
];

const locks: readonly BucketRefusal[] = [
  {
    when: ({ objectLock, versioning }) => objectLock !== undefined && versioning === false,
    say: ({ versioning }) => ({
      arg: "versioning",
      got: versioning,
      expected: "true where objects are locked",
      change: "leave it out: a lock protects versions",
    }),
  },
  {
    when: ({ objectLock }) => objectLock !== undefined && !isLockTime(objectLock.retention),
    say: ({ objectLock }) => ({
      arg: "objectLock.retention",
      got: objectLock?.retention,
      expected: `whole days, 1 to ${MAX_LOCK_DAYS}`,
      change: "choose how long nobody may delete an object",
    }),
  },
  {
    when: (args) => expiresUnderLock(args),
    say: ({ lifecycle: settings, objectLock }) => ({
      arg: "lifecycle.expiry",
      got: lifecycleSetting(settings, "expiry"),
      expected: `objectLock.retention (${objectLock?.retention}) or more`,
      change: "keep objects as long as they are locked",
    }),
  },
];

/** Reasons to refuse any bucket. */
export const bucketRefusals: readonly BucketRefusal[] = [...identity, ...lifecycle, ...locks];

/** What the refusals of one bucket look at. */
export interface PrivateBucketRefusalArgs extends PrivateBucketPlanArgs {
  /**
   * The customer key.
   *
   * @default - S3's own key
   */
  readonly keyArn?: unknown;
  /**
   * Buckets whose access logs are delivered here.
   *
   * @default - none
   */
  readonly accessLogSourceArns?: readonly unknown[];
  /**
   * What services deliver here.
   *
   * @default - nothing
   */
  readonly delivery?: unknown;
}

/** Reasons to refuse one bucket, beside {@link bucketRefusals}. */
export const privateBucketRefusals: readonly Refusal<PrivateBucketRefusalArgs>[] = [
  {
    when: ({ region, otherRegions }) => unknownRegions([region, ...(otherRegions ?? [])]).length > 0,
    say: ({ region, otherRegions }) => ({
      arg: "region",
      got: unknownRegions([region, ...(otherRegions ?? [])]),
      expected: "regions of the table in facts/regions",
      change: "correct the spelling",
    }),
  },
  {
    when: ({ keyArn, accessLogSourceArns, delivery }) =>
      keyArn === undefined && accessLogSourceArns === undefined && delivery === undefined,
    say: ({ keyArn }) => ({
      arg: "keyArn",
      got: keyArn,
      expected: "the ARN of a customer key in the bucket's region",
      change: "give a key; only a bucket that receives access logs, or what a service delivers, goes without",
    }),
  },
  {
    when: ({ keyArn, accessLogSourceArns }) => keyArn !== undefined && accessLogSourceArns !== undefined,
    say: ({ accessLogSourceArns }) => ({
      arg: "accessLogSourceArns",
      got: accessLogSourceArns?.length,
      expected: "none where a customer key is given",
      change: "use a bucket of its own: S3 delivers access logs only under its own key",
    }),
  },
  {
    when: ({ objectLock, accessLogSourceArns }) => objectLock !== undefined && accessLogSourceArns !== undefined,
    say: ({ objectLock }) => ({
      arg: "objectLock",
      got: objectLock,
      expected: "none where access logs are received",
      change: "use a bucket of its own: S3 delivers no access logs into a locked bucket",
    }),
  },
  {
    when: (args) => brokenPrefixes(args).length > 0,
    say: (args) => ({
      arg: "earlierExpiry",
      got: Object.fromEntries(brokenPrefixes(args)),
      expected:
        "prefixes with a slash at their end and none at their beginning, and whole days before lifecycle.expiry",
      change: "correct the prefix, or leave it out where its objects go with the others",
    }),
  },
];

/** Whether a string can begin a bucket's name. */
export function isBucketName(name: string, longest: number): boolean {
  return BUCKET_NAME.test(name) && name.length <= longest;
}

/** What to say of a name that cannot. */
export function bucketNameProblem(name: string, longest: number): ReturnType<BucketRefusal["say"]> {
  return {
    arg: "bucketName",
    got: name,
    expected: `1 to ${longest} lower-case letters, digits or dashes, starting and ending with a letter or digit, without a prefix that S3 reserves`,
    change: "choose a name that leaves room for the account and the region, which are added",
  };
}

/** Which of the regions are not in the table. */
export function unknownRegions(regions: readonly string[]): readonly string[] {
  return regions.filter((region) => !isAwsRegion(region));
}

function brokenSettings(settings: LifecycleSettings | undefined): readonly LifecycleSetting[] {
  return SETTINGS.filter((setting) => !isWholeDays(lifecycleSetting(settings, setting)));
}

interface EarlyMove {
  readonly move: PlannedTransition;
  readonly expected: string;
}

/** The first move that comes before its time; nothing where the settings are not whole days, which is said already. */
function earlyMove(settings: LifecycleSettings | undefined): EarlyMove | undefined {
  const moves = brokenSettings(settings).length === 0 ? plannedTransitions(settings) : [];
  const early = moves.findIndex((move, index) => move.days < earliestDay(moves.slice(0, index), move.storageClass));
  const move = moves[early];
  return move === undefined
    ? undefined
    : { move, expected: `${earliestDay(moves.slice(0, early), move.storageClass)} days or more` };
}

function describeMove(early: EarlyMove | undefined): Readonly<Record<string, string>> {
  const tier = TIERS.find(([, storageClass]) => storageClass === early?.move.storageClass);
  return tier === undefined ? {} : { [tier[0]]: `${early?.move.days} days` };
}

/** Days that an object is paid for anyway, where it expires before; `undefined` where it does not. */
function earlyExpiry(settings: LifecycleSettings | undefined): number | undefined {
  const expiry = lifecycleSetting(settings, "expiry");
  const last = brokenSettings(settings).length === 0 ? plannedTransitions(settings).at(-1) : undefined;
  if (expiry === "never" || last === undefined) {
    return undefined;
  }
  const paid = last.days + S3_STORAGE_CLASSES[last.storageClass].minimumStorageDays;
  return toDays(expiry) < paid ? paid : undefined;
}

/** Prefixes that are none, or whose objects would not go earlier than the others. */
function brokenPrefixes({ earlierExpiry = {}, lifecycle: settings }: PrivateBucketPlanArgs): [string, Duration][] {
  const expiry = lifecycleSetting(settings, "expiry");
  const last = expiry === "never" || !isWholeDays(expiry) ? Infinity : toDays(expiry);
  return Object.entries(earlierExpiry).filter(
    ([prefix, days]) => !PREFIX.test(prefix) || !isWholeDays(days) || toDays(days) >= last,
  );
}

function isLockTime(retention: NonNullable<BucketSettings["objectLock"]>["retention"]): boolean {
  return isWholeDays(retention) && toDays(retention) <= MAX_LOCK_DAYS;
}

function expiresUnderLock({ objectLock, lifecycle: settings }: BucketSettings): boolean {
  const expiry = lifecycleSetting(settings, "expiry");
  if (objectLock === undefined || expiry === "never" || !isWholeDays(expiry) || !isLockTime(objectLock.retention)) {
    return false;
  }
  return toDays(expiry) < toDays(objectLock.retention);
}
