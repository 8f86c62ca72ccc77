import * as pulumi from "@pulumi/pulumi";
import { Lake } from "../../components/lake";
import { entryOf, type PartitionReference, type RegionOutputs } from "../outputs";
import type { Site } from "./site";

/**
 * Builds the lake of a region, over the copy of the archive that lies there.
 * @returns nothing where the environment declares no dataset
 */
export function buildLake({ stack, opts }: Site, partition: PartitionReference): Lake | undefined {
  const { lake, region } = stack;
  if (lake === undefined) {
    return undefined;
  }
  const { archive: key, datasets, readerArns, ...shape } = lake;
  const archive = partition.archives.apply((all) => entryOf(all, key, "archive"));
  const isShared = Object.values(datasets).some(({ shared }) => shared) && Object.keys(readerArns).length > 0;
  return new Lake(
    "lake",
    {
      ...shape,
      accountId: stack.account,
      region,
      tables: datasets,
      archiveBucketName: archive.names.apply((names) => entryOf(names, region, `bucket of archive ${key} in`)),
      archiveBucketArn: archive.arns.apply((arns) => entryOf(arns, region, `ARN of archive ${key} in`)),
      keyArn: partition.archiveKeyArns.apply((arns) => entryOf(arns, region, "key of archives in")),
      ...(isShared ? { readerArns } : {}),
    },
    opts,
  );
}

/** What others may know of the lake. */
export function lakeOutputs(lake: Lake | undefined): RegionOutputs["lake"] {
  return lake === undefined
    ? undefined
    : pulumi.output({
        database: lake.databaseName,
        workgroup: lake.workgroupName,
        sharedReaderRoleArn: lake.sharedReaderRoleArn,
      });
}
