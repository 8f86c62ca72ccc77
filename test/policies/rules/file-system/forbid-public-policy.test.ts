import { fileSystemForbidPublicPolicy } from "../../../../policies/rules/file-system/forbid-public-policy";
import { describePublicPolicyRule } from "../../documents";

describePublicPolicyRule(fileSystemForbidPublicPolicy, {
  type: "aws:efs/fileSystemPolicy:FileSystemPolicy",
  property: "policy",
});
