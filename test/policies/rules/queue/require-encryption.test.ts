import { queueRequireEncryption } from "../../../../policies/rules/queue/require-encryption";
import { describeRule } from "../../harness";

const type = "aws:sqs/queue:Queue";

describeRule(queueRequireEncryption, {
  good: { type, props: { sqsManagedSseEnabled: true } },
  alsoGood: {
    "a queue that says nothing, which SQS encrypts": { type, props: {} },
    "a customer's key": { type, props: { kmsMasterKeyId: "alias/orders", sqsManagedSseEnabled: false } },
  },
  broken: [
    { path: "sqsManagedSseEnabled", to: false, message: "sqsManagedSseEnabled is false, expected true or none" },
  ],
  unknown: ["sqsManagedSseEnabled"],
  secret: ["sqsManagedSseEnabled"],
});
