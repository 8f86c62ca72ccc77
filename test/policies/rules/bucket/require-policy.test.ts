import { bucketRequirePolicy } from "../../../../policies/rules/bucket/require-policy";
import { describeCompanion } from "../../relations";

describeCompanion(bucketRequirePolicy, {
  owner: { type: "aws:s3/bucket:Bucket", name: "owner", props: { bucket: "orders" } },
  companion: { type: "aws:s3/bucketPolicy:BucketPolicy", props: {} },
  by: "bucket",
  named: "orders",
  message: "a policy is missing, expected aws:s3/bucketPolicy:BucketPolicy with it as bucket",
  alsoGood: { "a bucket with a policy of its own": [{ type: "aws:s3/bucket:Bucket", props: { policy: "{}" } }] },
});
