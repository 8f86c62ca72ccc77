import { cacheRequireTls } from "../../../../policies/rules/cache/require-tls";
import { describeRule } from "../../harness";

const type = "aws:elasticache/replicationGroup:ReplicationGroup";

describeRule(cacheRequireTls, {
  good: { type, props: { transitEncryptionEnabled: true } },
  broken: [
    { path: "transitEncryptionEnabled", to: false, message: "transitEncryptionEnabled is false, expected true" },
    { path: "transitEncryptionEnabled", to: undefined, message: "transitEncryptionEnabled is missing, expected true" },
  ],
  unknown: ["transitEncryptionEnabled"],
  secret: ["transitEncryptionEnabled"],
});
