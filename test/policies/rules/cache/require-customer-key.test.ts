import { cacheRequireCustomerKey } from "../../../../policies/rules/cache/require-customer-key";
import { describeRule } from "../../harness";

const type = "aws:elasticache/replicationGroup:ReplicationGroup";

describeRule(cacheRequireCustomerKey, {
  good: {
    type,
    props: {
      atRestEncryptionEnabled: true,
      kmsKeyId: "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    },
  },
  broken: [
    { path: "atRestEncryptionEnabled", to: false, message: "atRestEncryptionEnabled is false, expected true" },
    { path: "atRestEncryptionEnabled", to: undefined, message: "atRestEncryptionEnabled is missing, expected true" },
    {
      path: "kmsKeyId",
      to: "alias/aws/elasticache",
      message: 'kmsKeyId is "alias/aws/elasticache", expected a customer\'s key, not one that AWS manages',
    },
    {
      path: "kmsKeyId",
      to: undefined,
      message: "kmsKeyId is missing, expected a customer's key, not one that AWS manages",
    },
  ],
  unknown: ["atRestEncryptionEnabled"],
  created: ["kmsKeyId"],
  secret: ["atRestEncryptionEnabled", "kmsKeyId"],
});
