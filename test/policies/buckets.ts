import type { Props, Sent } from "./harness";

/** A bucket with one lifecycle rule. */
export function passing(rule: Props): readonly Sent[] {
  return [
    { type: "aws:s3/bucket:Bucket", props: { bucket: "results" } },
    {
      type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
      props: { bucket: "results", rules: [rule] },
    },
  ];
}
