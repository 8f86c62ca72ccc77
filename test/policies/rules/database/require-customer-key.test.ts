import { databaseRequireCustomerKey } from "../../../../policies/rules/database/require-customer-key";
import { describeRule } from "../../harness";

const type = "aws:rds/cluster:Cluster";

describeRule(databaseRequireCustomerKey, {
  good: {
    type,
    props: {
      storageEncrypted: true,
      kmsKeyId: "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    },
  },
  broken: [
    { path: "storageEncrypted", to: false, message: "storageEncrypted is false, expected true" },
    { path: "storageEncrypted", to: undefined, message: "storageEncrypted is missing, expected true" },
    {
      path: "kmsKeyId",
      to: "alias/aws/rds",
      message: 'kmsKeyId is "alias/aws/rds", expected a customer\'s key, not one that AWS manages',
    },
    {
      path: "kmsKeyId",
      to: undefined,
      message: "kmsKeyId is missing, expected a customer's key, not one that AWS manages",
    },
  ],
  unknown: ["storageEncrypted"],
  created: ["kmsKeyId"],
  secret: ["storageEncrypted", "kmsKeyId"],
});
