import type { RoleArgs } from "@pulumi/aws/iam";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { isNotPublic } from "../../core/public";
import { requireSettings } from "../../core/settings";

/** A role is assumed only by whom its trust policy names. */
export const roleForbidPublicTrust: ResourceValidationPolicy = {
  name: "role-forbid-public-trust",
  description: "Roles trust nobody whom they do not name.",
  enforcementLevel: "mandatory",
  severity: "critical",
  tags: ["identity", "public-exposure"],
  remediationSteps:
    "Name the accounts, roles or services in assumeRolePolicy, or add a condition such as aws:PrincipalOrgID or " +
    "aws:PrincipalArn.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html",
  validateResource: requireSettings<RoleArgs>("aws:iam/role:Role", [
    { property: "assumeRolePolicy", read: ({ assumeRolePolicy }) => assumeRolePolicy, check: isNotPublic },
  ]),
};
