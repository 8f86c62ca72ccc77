import { volumeRequireEncryption } from "../../../../policies/rules/volume/require-encryption";
import { describeRule } from "../../harness";

const type = "aws:ebs/volume:Volume";

describeRule(volumeRequireEncryption, {
  good: { type, props: { encrypted: true } },
  broken: [
    { path: "encrypted", to: false, message: "encrypted is false, expected true" },
    { path: "encrypted", to: undefined, message: "encrypted is missing, expected true" },
  ],
  unknown: ["encrypted"],
  secret: ["encrypted"],
});
