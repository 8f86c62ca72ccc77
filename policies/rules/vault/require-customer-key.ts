import type { VaultArgs } from "@pulumi/aws/backup";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { keyProblems } from "../../core/keys";
import { requireSettings } from "../../core/settings";

/** A backup vault encrypts what it holds with a key of the customer's. */
export const vaultRequireCustomerKey: ResourceValidationPolicy = {
  name: "vault-require-customer-key",
  description: "Backup vaults are encrypted with a customer's key.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("Backup.1", "AWS Backup recovery points should be encrypted at rest"),
  tags: ["backup", "encryption"],
  remediationSteps: "Set kmsKeyArn to the key of the vault's region.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/backup-controls.html",
  validateResource: requireSettings<VaultArgs>("aws:backup/vault:Vault", [
    { property: "kmsKeyArn", read: (vault) => vault.kmsKeyArn, check: keyProblems },
  ]),
};
