import { bucketRequireLifecycle } from "../../../../policies/rules/bucket/require-lifecycle";
import { describeCompanion } from "../../relations";

describeCompanion(bucketRequireLifecycle, {
  owner: { type: "aws:s3/bucket:Bucket", name: "owner", props: { bucket: "orders" } },
  companion: {
    type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    props: { rules: [{ status: "Enabled", abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } }] },
  },
  by: "bucket",
  named: "orders",
  message:
    "a lifecycle rule that is enabled is missing, expected aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration with it as bucket",
  broken: [
    ["rules[0].status", "Disabled"],
    ["rules", []],
  ],
  unknown: ["rules", "rules[0].status"],
  alsoGood: {
    "a bucket with rules of its own": [
      { type: "aws:s3/bucket:Bucket", props: { lifecycleRules: [{ enabled: true }] } },
    ],
  },
});
