import type { SecretArgs } from "@pulumi/aws/secretsmanager";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { keyProblems } from "../../core/keys";
import { requireSettings } from "../../core/settings";

/** A secret is encrypted with a key of the customer's. */
export const secretRequireCustomerKey: ResourceValidationPolicy = {
  name: "secret-require-customer-key",
  description: "Secrets are encrypted with a customer's key.",
  enforcementLevel: "mandatory",
  severity: "medium",
  tags: ["encryption"],
  remediationSteps: "Set kmsKeyId to the key of the secret's region.",
  url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html",
  validateResource: requireSettings<SecretArgs>("aws:secretsmanager/secret:Secret", [
    { property: "kmsKeyId", read: (secret) => secret.kmsKeyId, check: keyProblems },
  ]),
};
