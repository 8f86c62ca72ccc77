import { bucketRequireVersioning } from "../../../../policies/rules/bucket/require-versioning";
import { describeCompanion } from "../../relations";
import { passing } from "../../buckets";

describeCompanion(bucketRequireVersioning, {
  owner: { type: "aws:s3/bucket:Bucket", name: "owner", props: { bucket: "orders" } },
  companion: {
    type: "aws:s3/bucketVersioning:BucketVersioning",
    props: { versioningConfiguration: { status: "Enabled" } },
  },
  by: "bucket",
  named: "orders",
  message: "versioning that is enabled is missing, expected aws:s3/bucketVersioning:BucketVersioning with it as bucket",
  broken: [
    ["versioningConfiguration.status", "Suspended"],
    ["versioningConfiguration", undefined],
  ],
  unknown: ["versioningConfiguration.status"],
  alsoGood: {
    "a bucket with versioning of its own": [{ type: "aws:s3/bucket:Bucket", props: { versioning: { enabled: true } } }],
    "a bucket from which everything is soon deleted": passing({
      status: "Enabled",
      filter: {},
      expiration: { days: 30 },
    }),
  },
  alsoBroken: {
    "a bucket from which something is soon deleted": passing({
      status: "Enabled",
      filter: { prefix: "tmp/" },
      expiration: { days: 30 },
    }),
    "a bucket from which something under a prefix is soon deleted": passing({
      status: "Enabled",
      prefix: "tmp/",
      expiration: { days: 30 },
    }),
    "a bucket from which nothing is deleted any more": passing({ status: "Disabled", expiration: { days: 30 } }),
    "a bucket from which everything is deleted late": passing({ status: "Enabled", expiration: { days: 31 } }),
  },
});
