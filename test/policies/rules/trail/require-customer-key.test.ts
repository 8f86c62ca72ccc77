import { trailRequireCustomerKey } from "../../../../policies/rules/trail/require-customer-key";
import { describeRule } from "../../harness";

const type = "aws:cloudtrail/trail:Trail";

describeRule(trailRequireCustomerKey, {
  good: { type, props: { kmsKeyId: "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab" } },
  broken: [
    {
      path: "kmsKeyId",
      to: "alias/aws/cloudtrail",
      message: 'kmsKeyId is "alias/aws/cloudtrail", expected a customer\'s key, not one that AWS manages',
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
