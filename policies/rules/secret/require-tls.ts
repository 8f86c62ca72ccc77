import type { SecretPolicyArgs } from "@pulumi/aws/secretsmanager";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { requireSettings } from "../../core/settings";
import { deniesWithoutTls } from "../../core/transport";

/** A secret refuses what comes without TLS, whoever sends it. */
export const secretRequireTls: ResourceValidationPolicy = {
  name: "secret-require-tls",
  description: "Secrets refuse requests without TLS.",
  enforcementLevel: "mandatory",
  severity: "low",
  tags: ["encryption"],
  remediationSteps:
    'Add a statement with Effect Deny, Principal "*", Action secretsmanager:* and the condition Bool ' +
    'aws:SecureTransport "false", and no other condition.',
  url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html",
  validateResource: requireSettings<SecretPolicyArgs>("aws:secretsmanager/secretPolicy:SecretPolicy", [
    { property: "policy", read: ({ policy }) => policy, check: deniesWithoutTls("secretsmanager") },
  ]),
};
