import type { ResourcePolicyArgs } from "@pulumi/aws/kinesis";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { isNotPublic } from "../../core/public";
import { requireSettings } from "../../core/settings";

/** A Kinesis stream or consumer lets in only whom its policy names. */
export const streamForbidPublicPolicy: ResourceValidationPolicy = {
  name: "stream-forbid-public-policy",
  description: "Stream policies let nobody in whom they do not name.",
  enforcementLevel: "mandatory",
  severity: "critical",
  tags: ["identity", "public-exposure"],
  remediationSteps:
    "Name the accounts, roles or services as Principal, or add a condition such as aws:PrincipalOrgID, " +
    "aws:SourceAccount or aws:SourceVpce.",
  url: "https://docs.aws.amazon.com/streams/latest/dev/controlling-access.html",
  validateResource: requireSettings<ResourcePolicyArgs>("aws:kinesis/resourcePolicy:ResourcePolicy", [
    { property: "policy", read: ({ policy }) => policy, check: isNotPublic },
  ]),
};
