import { requireCompanion } from "../../core/companions";
import type { RelationalRule } from "../../core/relational";

/** What is in a vault cannot be deleted before its time. */
export const vaultRequireLock: RelationalRule = {
  name: "vault-require-lock",
  description: "Backup vaults are locked.",
  enforcementLevel: "mandatory",
  severity: "high",
  tags: ["reliability"],
  remediationSteps: "Add a lock configuration with the vault's name as backupVaultName, with both bounds of retention.",
  url: "https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html",
  judgeStack: requireCompanion({
    of: ["aws:backup/vault:Vault"],
    what: "a lock",
    types: ["aws:backup/vaultLockConfiguration:VaultLockConfiguration"],
    by: "backupVaultName",
  }),
};
