import type { VaultPolicyArgs } from "@pulumi/aws/backup";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { isNotPublic } from "../../core/public";
import { requireSettings } from "../../core/settings";

/** A backup vault lets in only whom its policy names. */
export const vaultForbidPublicPolicy: ResourceValidationPolicy = {
  name: "vault-forbid-public-policy",
  description: "Backup vaults let nobody in whom they do not name.",
  enforcementLevel: "mandatory",
  severity: "critical",
  tags: ["identity", "public-exposure"],
  remediationSteps:
    "Name the accounts, roles or services as Principal, or add a condition such as aws:PrincipalOrgID, " +
    "aws:SourceAccount or aws:SourceVpce.",
  url: "https://docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault-access-policy.html",
  validateResource: requireSettings<VaultPolicyArgs>("aws:backup/vaultPolicy:VaultPolicy", [
    { property: "policy", read: ({ policy }) => policy, check: isNotPublic },
  ]),
};
