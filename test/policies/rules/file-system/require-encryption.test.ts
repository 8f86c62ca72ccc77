import { fileSystemRequireEncryption } from "../../../../policies/rules/file-system/require-encryption";
import { describeRule } from "../../harness";

const type = "aws:efs/fileSystem:FileSystem";

describeRule(fileSystemRequireEncryption, {
  good: { type, props: { encrypted: true } },
  broken: [
    { path: "encrypted", to: false, message: "encrypted is false, expected true" },
    { path: "encrypted", to: undefined, message: "encrypted is missing, expected true" },
  ],
  unknown: ["encrypted"],
  secret: ["encrypted"],
});
