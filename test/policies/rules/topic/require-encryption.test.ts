import { topicRequireEncryption } from "../../../../policies/rules/topic/require-encryption";
import { describeRule } from "../../harness";

const type = "aws:sns/topic:Topic";

describeRule(topicRequireEncryption, {
  good: { type, props: { kmsMasterKeyId: "alias/alarms" } },
  broken: [
    { path: "kmsMasterKeyId", to: undefined, message: "kmsMasterKeyId is missing, expected a key" },
    { path: "kmsMasterKeyId", to: "", message: 'kmsMasterKeyId is "", expected a key' },
  ],
  unknown: [],
  created: ["kmsMasterKeyId"],
  secret: ["kmsMasterKeyId"],
});
