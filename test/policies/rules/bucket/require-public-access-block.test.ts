import { bucketRequirePublicAccessBlock } from "../../../../policies/rules/bucket/require-public-access-block";
import { describeCompanion } from "../../relations";

describeCompanion(bucketRequirePublicAccessBlock, {
  owner: { type: "aws:s3/bucket:Bucket", name: "owner", props: { bucket: "orders" } },
  companion: { type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", props: {} },
  by: "bucket",
  named: "orders",
  message:
    "a block of public access is missing, expected aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock with it as bucket",
  alsoBroken: {
    "a bucket of the provider's sixth version": [{ type: "aws:s3/bucketV2:BucketV2", props: { bucket: "orders" } }],
  },
});
