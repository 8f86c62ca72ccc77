import type { FileSystemPolicyArgs } from "@pulumi/aws/efs";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { isNotPublic } from "../../core/public";
import { requireSettings } from "../../core/settings";

/** A shared file system lets in only whom its policy names. */
export const fileSystemForbidPublicPolicy: ResourceValidationPolicy = {
  name: "file-system-forbid-public-policy",
  description: "File system policies let nobody in whom they do not name.",
  enforcementLevel: "mandatory",
  severity: "high",
  tags: ["identity", "public-exposure"],
  remediationSteps:
    "Name the accounts, roles or services as Principal, or add a condition such as aws:PrincipalOrgID, " +
    "aws:SourceAccount or aws:SourceVpce.",
  url: "https://docs.aws.amazon.com/efs/latest/ug/access-control-block-public-access.html",
  validateResource: requireSettings<FileSystemPolicyArgs>("aws:efs/fileSystemPolicy:FileSystemPolicy", [
    { property: "policy", read: ({ policy }) => policy, check: isNotPublic },
  ]),
};
