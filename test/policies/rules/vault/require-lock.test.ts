import { vaultRequireLock } from "../../../../policies/rules/vault/require-lock";
import { describeCompanion } from "../../relations";

describeCompanion(vaultRequireLock, {
  owner: { type: "aws:backup/vault:Vault", name: "owner", props: { name: "prod" } },
  companion: { type: "aws:backup/vaultLockConfiguration:VaultLockConfiguration", props: {} },
  by: "backupVaultName",
  named: "prod",
  message:
    "a lock is missing, expected aws:backup/vaultLockConfiguration:VaultLockConfiguration with it as backupVaultName",
});
