import { accountRequireVolumeEncryption } from "../../../../policies/rules/account/require-volume-encryption";
import { describeRule } from "../../harness";

const type = "aws:ebs/encryptionByDefault:EncryptionByDefault";

describeRule(accountRequireVolumeEncryption, {
  good: { type, props: { enabled: true } },
  broken: [{ path: "enabled", to: false, message: "enabled is false, expected true or none" }],
  unknown: ["enabled"],
  secret: ["enabled"],
});
