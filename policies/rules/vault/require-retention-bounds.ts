import type { VaultLockConfigurationArgs } from "@pulumi/aws/backup";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { isAtLeast, requireSettings } from "../../core/settings";

/** A vault's lock bounds how long a backup is kept: none is deleted early, none is kept for ever. */
export const vaultRequireRetentionBounds: ResourceValidationPolicy = {
  name: "vault-require-retention-bounds",
  description: "Locks of vaults bound retention on both sides.",
  enforcementLevel: "mandatory",
  severity: "medium",
  tags: ["backup", "retention"],
  remediationSteps: "Set minRetentionDays and maxRetentionDays.",
  url: "https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html",
  validateResource: requireSettings<VaultLockConfigurationArgs>(
    "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
    [
      { property: "minRetentionDays", read: ({ minRetentionDays }) => minRetentionDays, check: isAtLeast(1) },
      { property: "maxRetentionDays", read: ({ maxRetentionDays }) => maxRetentionDays, check: isAtLeast(1) },
    ],
  ),
};
