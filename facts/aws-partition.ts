/** Region prefixes of the AWS partitions other than `aws`. Source: https://docs.aws.amazon.com/general/latest/gr/rande.html (read 2026-10-10) */
const PARTITION_PREFIXES = [
  { prefix: "cn-", partition: "aws-cn" },
  { prefix: "us-gov-", partition: "aws-us-gov" },
  { prefix: "eusc-", partition: "aws-eusc" },
] as const satisfies readonly { readonly prefix: string; readonly partition: string }[];

/** An AWS partition, as the second part of an ARN. */
export type AwsPartition = "aws" | (typeof PARTITION_PREFIXES)[number]["partition"];

/** The AWS partition a region lies in. */
export function awsPartitionOf(region: string): AwsPartition {
  return PARTITION_PREFIXES.find(({ prefix }) => region.startsWith(prefix))?.partition ?? "aws";
}
