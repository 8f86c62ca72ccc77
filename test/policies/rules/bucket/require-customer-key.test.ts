import { bucketRequireCustomerKey } from "../../../../policies/rules/bucket/require-customer-key";
import { describeCompanion } from "../../relations";
import { UNKNOWN } from "../../harness";

describeCompanion(bucketRequireCustomerKey, {
  owner: { type: "aws:s3/bucket:Bucket", name: "owner", props: { bucket: "orders" } },
  companion: {
    type: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    props: {
      rules: [
        {
          applyServerSideEncryptionByDefault: {
            sseAlgorithm: "aws:kms",
            kmsMasterKeyId: "arn:aws:kms:eu-west-1:111122223333:key/1",
          },
        },
      ],
    },
  },
  by: "bucket",
  named: "orders",
  message:
    "encryption with a customer's key is missing, expected aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration with it as bucket",
  broken: [
    ["rules[0].applyServerSideEncryptionByDefault.sseAlgorithm", "AES256"],
    ["rules[0].applyServerSideEncryptionByDefault.kmsMasterKeyId", "alias/aws/s3"],
    ["rules", []],
  ],
  unknown: ["rules", "rules[0].applyServerSideEncryptionByDefault.sseAlgorithm"],
  alsoGood: {
    "a bucket with encryption of its own": [
      {
        type: "aws:s3/bucket:Bucket",
        props: {
          serverSideEncryptionConfiguration: {
            rule: { applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms:dsse", kmsMasterKeyId: "1" } },
          },
        },
      },
    ],
    "a bucket that takes the access logs of another": [
      { type: "aws:s3/bucket:Bucket", props: { bucket: "logs" } },
      { type: "aws:s3/bucketLogging:BucketLogging", props: { bucket: "orders", targetBucket: "logs" } },
    ],
    "a bucket that takes the exported bill": [
      { type: "aws:s3/bucket:Bucket", props: { bucket: "costs" } },
      {
        type: "aws:bcmdata/export:Export",
        props: { export: { destinationConfigurations: [{ s3Destinations: [{ s3Bucket: "costs" }] }] } },
      },
    ],
    "a key that the program creates": [
      { type: "aws:s3/bucket:Bucket", props: { bucket: "orders" } },
      {
        type: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        props: {
          bucket: "orders",
          rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: UNKNOWN } }],
        },
      },
    ],
  },
});
