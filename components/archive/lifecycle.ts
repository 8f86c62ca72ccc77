import { S3_STORAGE_CLASSES, type S3StorageClass } from "../../facts/s3-storage-classes";
import { toDays, toSeconds, type Duration } from "../core/units";

/** When objects become cheaper, and when they go; each counts from the object's creation where nothing else is said. */
export interface LifecycleSettings {
  /**
   * When an object moves to Standard-Infrequent Access.
   *
   * @default "30 days"
   */
  readonly infrequentAccess?: Duration | "never";
  /**
   * When an object moves to Glacier Instant Retrieval, where it can still be queried.
   *
   * @default "90 days"
   */
  readonly instantRetrieval?: Duration | "never";
  /**
   * When an object moves to Glacier Deep Archive, where it has to be restored before it is read.
   *
   * @default "365 days"
   */
  readonly deepArchive?: Duration | "never";
  /**
   * When an object goes.
   *
   * @default "never"
   */
  readonly expiry?: Duration | "never";
  /**
   * How long an overwritten or deleted version can be brought back.
   *
   * @default "90 days"
   */
  readonly noncurrentExpiry?: Duration;
  /**
   * When the parts of an upload that nobody completed go.
   *
   * @default "7 days"
   */
  readonly abortUploads?: Duration;
}

/** A setting of {@link LifecycleSettings}. */
export type LifecycleSetting = keyof LifecycleSettings;

/** What a bucket gets where its lifecycle leaves the choice open. */
export const LIFECYCLE_DEFAULTS = {
  infrequentAccess: "30 days",
  instantRetrieval: "90 days",
  deepArchive: "365 days",
  expiry: "never",
  noncurrentExpiry: "90 days",
  abortUploads: "7 days",
} as const satisfies Required<LifecycleSettings>;

/** The settings that move objects, with the storage class they move to, the warmest first. */
export const TIERS = [
  ["infrequentAccess", "STANDARD_IA"],
  ["instantRetrieval", "GLACIER_IR"],
  ["deepArchive", "DEEP_ARCHIVE"],
] as const satisfies readonly (readonly [LifecycleSetting, S3StorageClass])[];

/** A move to a cheaper storage class. */
export interface PlannedTransition {
  readonly days: number;
  readonly storageClass: S3StorageClass;
}

/** One rule of a bucket. */
export interface PlannedLifecycleRule {
  readonly id: "tiers" | "expiry" | "noncurrent" | "uploads" | `expiry-of-${string}`;
  /**
   * Prefix of the objects that it is about.
   *
   * @default - all objects
   */
  readonly prefix?: string;
  /**
   * Moves to cheaper storage classes.
   *
   * @default - none
   */
  readonly transitions?: readonly PlannedTransition[];
  /**
   * When current objects go, or whether delete markers without versions do.
   *
   * @default - never
   */
  readonly expiration?: { readonly days: number } | { readonly expiredObjectDeleteMarker: true };
  /**
   * When former versions go, in days.
   *
   * @default - never
   */
  readonly noncurrentDays?: number;
  /**
   * When incomplete uploads go, in days.
   *
   * @default - never
   */
  readonly abortDays?: number;
}

/** A setting, or its default. */
export function lifecycleSetting(
  settings: LifecycleSettings | undefined,
  setting: LifecycleSetting,
): Duration | "never" {
  return settings?.[setting] ?? LIFECYCLE_DEFAULTS[setting];
}

/**
 * The rules of a bucket.
 * @param versioned whether the bucket keeps former versions
 */
export function planLifecycle(
  settings: LifecycleSettings | undefined,
  versioned: boolean,
): readonly PlannedLifecycleRule[] {
  const days = (setting: LifecycleSetting): number => daysOf(lifecycleSetting(settings, setting)) ?? 0;
  const transitions = plannedTransitions(settings);
  const expiry = days("expiry");
  return [
    ...(transitions.length === 0 ? [] : [{ id: "tiers", transitions } as const]),
    ...(expiry === 0 ? [] : [{ id: "expiry", expiration: { days: expiry } } as const]),
    ...(versioned ? [formerVersions(days("noncurrentExpiry"))] : []),
    { id: "uploads", abortDays: days("abortUploads") },
  ];
}

/** The rules by which objects below some prefixes go earlier than the others, sorted by prefix. */
export function planEarlierExpiry(earlier: Readonly<Record<string, Duration>>): readonly PlannedLifecycleRule[] {
  return Object.entries(earlier)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([prefix, expiry]) => ({
      id: `expiry-of-${prefix.slice(0, -1)}`,
      prefix,
      expiration: { days: toDays(expiry) },
    }));
}

/** The moves of a bucket's objects, the warmest storage class first. */
export function plannedTransitions(settings: LifecycleSettings | undefined): readonly PlannedTransition[] {
  return TIERS.flatMap(([setting, storageClass]) => {
    const days = daysOf(lifecycleSetting(settings, setting));
    return days === undefined ? [] : [{ days, storageClass }];
  });
}

/** Whether a setting is whole days, one or more, or never. */
export function isWholeDays(duration: Duration | "never"): boolean {
  return duration === "never" || (toSeconds(duration) > 0 && toSeconds(duration) % SECONDS_A_DAY === 0);
}

/**
 * The earliest day of a move that comes after others: when the storage class before it is paid for.
 * @param earlier the moves before it
 */
export function earliestDay(earlier: readonly PlannedTransition[], storageClass: S3StorageClass): number {
  const before = earlier.at(-1);
  const paid = before === undefined ? 0 : before.days + S3_STORAGE_CLASSES[before.storageClass].minimumStorageDays;
  return Math.max(1, paid, S3_STORAGE_CLASSES[storageClass].minimumAgeDays);
}

const SECONDS_A_DAY = 86_400;

function daysOf(duration: Duration | "never"): number | undefined {
  return duration === "never" ? undefined : toDays(duration);
}

/** Former versions go after their time, and with the last of them the delete marker that hides it. */
function formerVersions(noncurrentDays: number): PlannedLifecycleRule {
  return { id: "noncurrent", noncurrentDays, expiration: { expiredObjectDeleteMarker: true } };
}
