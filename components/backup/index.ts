export { Backup, VAULT_EVENTS, type BackupArgs } from "./backup";
export * from "./backup.plan";
export { backupRefusals, MAX_CONTINUOUS_RETENTION, MIN_LOCK_GRACE_PERIOD } from "./backup.refusals";
export { MANAGEMENT_PREFERENCE, OPT_IN_PREFERENCE } from "./region-settings";
export { DELETION_ACTIONS, vaultPolicy, type VaultPolicyDocument, type VaultPolicyStatement } from "./vault-policy";
