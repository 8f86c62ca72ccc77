import * as aws from "@pulumi/aws";

/** Existing resources that are adopted under management. */
export function program(): void {
  const bucket = new aws.s3.Bucket("adopted", { forceDestroy: true }, { import: "existing-bucket", protect: true });
  new aws.s3.BucketPolicy("on-adopted", { bucket: bucket.bucket, policy: "{}" });
  new aws.s3.BucketPolicy("by-id", { bucket: bucket.id, policy: "{}" });
}
