import { searchDomainRequireEncryption } from "../../../../policies/rules/search-domain/require-encryption";
import { describeRule } from "../../harness";

const type = "aws:opensearch/domain:Domain";

describeRule(searchDomainRequireEncryption, {
  good: { type, props: { encryptAtRest: { enabled: true }, nodeToNodeEncryption: { enabled: true } } },
  broken: [
    { path: "encryptAtRest.enabled", to: false, message: "encryptAtRest.enabled is false, expected true" },
    { path: "encryptAtRest.enabled", to: undefined, message: "encryptAtRest.enabled is missing, expected true" },
    {
      path: "nodeToNodeEncryption.enabled",
      to: false,
      message: "nodeToNodeEncryption.enabled is false, expected true",
    },
    {
      path: "nodeToNodeEncryption.enabled",
      to: undefined,
      message: "nodeToNodeEncryption.enabled is missing, expected true",
    },
  ],
  unknown: ["encryptAtRest.enabled", "nodeToNodeEncryption.enabled"],
  secret: ["encryptAtRest.enabled", "nodeToNodeEncryption.enabled"],
});
