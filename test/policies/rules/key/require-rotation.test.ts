import { keyRequireRotation } from "../../../../policies/rules/key/require-rotation";
import { describeRule } from "../../harness";

const type = "aws:kms/key:Key";

describeRule(keyRequireRotation, {
  good: { type, props: { enableKeyRotation: true } },
  alsoGood: { "a key that signs": { type, props: { customerMasterKeySpec: "ECC_NIST_P256" } } },
  broken: [
    { path: "enableKeyRotation", to: false, message: "enableKeyRotation is false, expected true" },
    { path: "enableKeyRotation", to: undefined, message: "enableKeyRotation is missing, expected true" },
  ],
  unknown: ["enableKeyRotation"],
  secret: ["enableKeyRotation"],
});
