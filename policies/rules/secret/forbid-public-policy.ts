import type { SecretArgs, SecretPolicyArgs } from "@pulumi/aws/secretsmanager";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { isNotPublic } from "../../core/public";
import { requireSettings } from "../../core/settings";

/** A secret's policy lets in only whom it names. */
export const secretForbidPublicPolicy: ResourceValidationPolicy = {
  name: "secret-forbid-public-policy",
  description: "Secret policies let nobody in whom they do not name.",
  enforcementLevel: "mandatory",
  severity: "critical",
  tags: ["identity", "public-exposure"],
  remediationSteps:
    "Name the accounts, roles or services as Principal, or add a condition such as aws:PrincipalOrgID, " +
    "aws:SourceAccount or aws:SourceVpce.",
  url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html",
  validateResource: [
    requireSettings<SecretPolicyArgs>("aws:secretsmanager/secretPolicy:SecretPolicy", [
      { property: "policy", read: ({ policy }) => policy, check: isNotPublic },
    ]),
    requireSettings<SecretArgs>("aws:secretsmanager/secret:Secret", [
      { property: "policy", read: ({ policy }) => policy, check: isNotPublic },
    ]),
  ],
};
