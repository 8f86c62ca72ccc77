import { LIFECYCLE_DEFAULTS, type LifecycleSettings } from "../../components/archive";
import { type Duration, toDays } from "../../components/core";
import { S3_STORAGE_CLASSES } from "../../facts/s3-storage-classes";

/** Moves to cheaper storage, and the storage class of each. */
const MOVES = {
  infrequentAccess: "STANDARD_IA",
  instantRetrieval: "GLACIER_IR",
  deepArchive: "DEEP_ARCHIVE",
} as const;

/** The lifecycle of objects that go after a time: an object moves only where it stays for as long as is paid for. */
export function lifecycleUntil(expiry: Duration): LifecycleSettings {
  const isPaidFor = (move: keyof typeof MOVES) =>
    toDays(LIFECYCLE_DEFAULTS[move]) + S3_STORAGE_CLASSES[MOVES[move]].minimumStorageDays <= toDays(expiry);
  return {
    ...(isPaidFor("infrequentAccess") ? {} : { infrequentAccess: "never" }),
    ...(isPaidFor("instantRetrieval") ? {} : { instantRetrieval: "never" }),
    ...(isPaidFor("deepArchive") ? {} : { deepArchive: "never" }),
    expiry,
  };
}
