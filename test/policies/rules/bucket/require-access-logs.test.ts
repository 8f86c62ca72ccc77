import { bucketRequireAccessLogs } from "../../../../policies/rules/bucket/require-access-logs";
import { describeCompanion } from "../../relations";
import { passing } from "../../buckets";

describeCompanion(bucketRequireAccessLogs, {
  owner: {
    type: "aws:s3/bucket:Bucket",
    name: "owner",
    props: { bucket: "orders", tags: { "data-class": "personal" } },
  },
  companion: { type: "aws:s3/bucketLogging:BucketLogging", props: { targetBucket: "logs" } },
  by: "bucket",
  named: "orders",
  message: "an access log is missing, expected aws:s3/bucketLogging:BucketLogging with it as bucket",
  alsoGood: {
    "a bucket of another class": [{ type: "aws:s3/bucket:Bucket", props: { tags: { "data-class": "internal" } } }],
    "a bucket with a log of its own": [{ type: "aws:s3/bucket:Bucket", props: { logging: { targetBucket: "logs" } } }],
    "a bucket from which everything is soon deleted": passing({ status: "Enabled", expiration: { days: 7 } }),
    "a bucket that takes the logs of another": [
      { type: "aws:s3/bucket:Bucket", props: { bucket: "logs" } },
      { type: "aws:s3/bucketLogging:BucketLogging", props: { bucket: "orders", targetBucket: "logs" } },
    ],
  },
  alsoBroken: { "a bucket without a class": [{ type: "aws:s3/bucket:Bucket", props: { tags: {} } }] },
});
