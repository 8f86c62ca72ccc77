import { secretRequireCustomerKey } from "../../../../policies/rules/secret/require-customer-key";
import { describeRule } from "../../harness";

const type = "aws:secretsmanager/secret:Secret";

describeRule(secretRequireCustomerKey, {
  good: { type, props: { kmsKeyId: "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab" } },
  broken: [
    {
      path: "kmsKeyId",
      to: "alias/aws/secretsmanager",
      message: 'kmsKeyId is "alias/aws/secretsmanager", expected a customer\'s key, not one that AWS manages',
    },
    {
      path: "kmsKeyId",
      to: undefined,
      message: "kmsKeyId is missing, expected a customer's key, not one that AWS manages",
    },
  ],
  unknown: [],
  created: ["kmsKeyId"],
  secret: ["kmsKeyId"],
});
