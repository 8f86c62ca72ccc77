import { brokerRequireCustomerKey } from "../../../../policies/rules/broker/require-customer-key";
import { describeRule } from "../../harness";

const type = "aws:msk/cluster:Cluster";

describeRule(brokerRequireCustomerKey, {
  good: {
    type,
    props: {
      encryptionInfo: {
        encryptionAtRestKmsKeyArn: "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      },
    },
  },
  broken: [
    {
      path: "encryptionInfo.encryptionAtRestKmsKeyArn",
      to: "alias/aws/kafka",
      message:
        'encryptionInfo.encryptionAtRestKmsKeyArn is "alias/aws/kafka", expected a customer\'s key, not one that AWS manages',
    },
    {
      path: "encryptionInfo.encryptionAtRestKmsKeyArn",
      to: undefined,
      message:
        "encryptionInfo.encryptionAtRestKmsKeyArn is missing, expected a customer's key, not one that AWS manages",
    },
  ],
  unknown: [],
  created: ["encryptionInfo.encryptionAtRestKmsKeyArn"],
  secret: ["encryptionInfo.encryptionAtRestKmsKeyArn"],
});
