import { streamRequireCustomerKey } from "../../../../policies/rules/stream/require-customer-key";
import { describeRule, UNKNOWN } from "../../harness";

const type = "aws:kinesis/stream:Stream";
const KEY = "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const expected = "expected a customer's key, not one that AWS manages";

describeRule(streamRequireCustomerKey, {
  good: { type, props: { encryptionType: "KMS", kmsKeyId: KEY } },
  alsoGood: {
    "a key that the program creates": { type, props: { encryptionType: "KMS", kmsKeyId: UNKNOWN } },
    "a customer's alias": { type, props: { encryptionType: "KMS", kmsKeyId: "alias/orders" } },
  },
  broken: [
    { path: "encryptionType", to: "NONE", message: 'encryptionType is "NONE", expected KMS' },
    { path: "encryptionType", to: undefined, message: "encryptionType is missing, expected KMS" },
    { path: "kmsKeyId", to: undefined, message: `kmsKeyId is missing, ${expected}` },
    { path: "kmsKeyId", to: "alias/aws/kinesis", message: `kmsKeyId is "alias/aws/kinesis", ${expected}` },
    {
      path: "kmsKeyId",
      to: "arn:aws:kms:eu-central-1:123456789012:alias/aws/kinesis",
      message: `kmsKeyId is "arn:aws:kms:eu-central-1:123456789012:alias/aws/kinesis", ${expected}`,
    },
  ],
  unknown: ["encryptionType"],
  secret: ["encryptionType", "kmsKeyId"],
});
