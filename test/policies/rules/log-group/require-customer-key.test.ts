import { logGroupRequireCustomerKey } from "../../../../policies/rules/log-group/require-customer-key";
import { describeRule } from "../../harness";

const type = "aws:cloudwatch/logGroup:LogGroup";

describeRule(logGroupRequireCustomerKey, {
  good: { type, props: { kmsKeyId: "arn:aws:kms:eu-west-1:111122223333:key/1" } },
  broken: [
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
