import { awsPartitionOf } from "../../facts/regions";
import type { Refusal } from "../core";
import { ACCESS_LOG_SUFFIX, ARCHIVE_DEFAULTS, type ArchivePlanArgs } from "./archive.plan";
import { isWholeDays } from "./lifecycle";
import {
  bucketNameProblem,
  bucketRefusals,
  isBucketName,
  MAX_BUCKET_NAME,
  unknownRegions,
} from "./private-bucket.refusals";

/** Longest beginning of an archive's name: that of its access logs is longer. */
export const MAX_ARCHIVE_NAME = MAX_BUCKET_NAME - ACCESS_LOG_SUFFIX.length;

/** What the refusals of an archive look at. */
export interface ArchiveRefusalArgs extends ArchivePlanArgs {
  /** Customer keys of the residency partition, by region. */
  readonly keyArns: Readonly<Record<string, unknown>>;
}

type ArchiveRefusal = Refusal<ArchiveRefusalArgs>;

const name: ArchiveRefusal = {
  when: ({ bucketName }) => isBucketName(bucketName, MAX_BUCKET_NAME) && !isBucketName(bucketName, MAX_ARCHIVE_NAME),
  say: ({ bucketName }) => bucketNameProblem(bucketName, MAX_ARCHIVE_NAME),
};

const regions: readonly ArchiveRefusal[] = [
  {
    when: ({ regions: all }) => all.length === 0 || new Set(all).size !== all.length,
    say: ({ regions: all }) => ({
      arg: "regions",
      got: all,
      expected: "one region or more, each once",
      change: "list the regions of the residency partition that hold the archive",
    }),
  },
  {
    when: ({ regions: all }) => unknownRegions(all).length > 0,
    say: ({ regions: all }) => ({
      arg: "regions",
      got: unknownRegions(all),
      expected: "regions of the table in facts/regions",
      change: "correct the spelling",
    }),
  },
  {
    when: ({ regions: all }) => unknownRegions(all).length === 0 && new Set(all.map(awsPartitionOf)).size > 1,
    say: ({ regions: all }) => ({
      arg: "regions",
      got: all,
      expected: "regions of one AWS partition",
      change: "make an archive in each: nothing is copied between AWS partitions",
    }),
  },
  {
    when: (args) => regionsWithoutKey(args).length > 0,
    say: (args) => ({
      arg: "regions",
      got: regionsWithoutKey(args),
      expected: `regions of the residency partition, which has keys in ${Object.keys(args.keyArns).toSorted().join(", ")}`,
      change: "leave the region out, or give it a customer key if it belongs to the partition",
    }),
  },
  {
    when: ({ regions: all, versioning }) => all.length > 1 && versioning === false,
    say: ({ versioning }) => ({
      arg: "versioning",
      got: versioning,
      expected: "true where there are several regions",
      change: "leave it out: S3 copies versions",
    }),
  },
];

const logs: ArchiveRefusal = {
  when: (args) => !isWholeDays(accessLogRetentionOf(args)),
  say: (args) => ({
    arg: "accessLogRetention",
    got: accessLogRetentionOf(args),
    expected: "whole days, one or more",
    change: "round up to the next day",
  }),
};

/** Reasons to refuse an archive. */
export const archiveRefusals: readonly ArchiveRefusal[] = [...bucketRefusals, name, ...regions, logs];

function regionsWithoutKey({ regions: all, keyArns }: ArchiveRefusalArgs): readonly string[] {
  return all.filter((region) => keyArns[region] === undefined);
}

function accessLogRetentionOf({
  accessLogRetention,
}: ArchivePlanArgs): NonNullable<ArchivePlanArgs["accessLogRetention"]> {
  return accessLogRetention ?? ARCHIVE_DEFAULTS.accessLogRetention;
}
