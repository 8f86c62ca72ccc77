import { vaultRequireCustomerKey } from "../../../../policies/rules/vault/require-customer-key";
import { describeRule } from "../../harness";

const type = "aws:backup/vault:Vault";

describeRule(vaultRequireCustomerKey, {
  good: {
    type,
    props: { kmsKeyArn: "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab" },
  },
  broken: [
    {
      path: "kmsKeyArn",
      to: "alias/aws/backup",
      message: 'kmsKeyArn is "alias/aws/backup", expected a customer\'s key, not one that AWS manages',
    },
    {
      path: "kmsKeyArn",
      to: undefined,
      message: "kmsKeyArn is missing, expected a customer's key, not one that AWS manages",
    },
  ],
  unknown: [],
  created: ["kmsKeyArn"],
  secret: ["kmsKeyArn"],
});
