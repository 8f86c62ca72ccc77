import type { PolicyComplianceFramework } from "@pulumi/policy";

/**
 * A control of AWS Security Hub that is not in the Foundational Security Best Practices standard, but in another that
 * Security Hub offers, such as NIST SP 800-53.
 * @param reference id of the control, such as `KMS.4`
 * @param specification what the control asks, in Security Hub's words
 */
export function securityHubControl(reference: string, specification: string): PolicyComplianceFramework {
  return { name: "AWS Security Hub CSPM", version: "1.0.0", reference, specification };
}

/**
 * A control of the Kubernetes Pod Security Standards.
 * @param profile the profile that asks for it
 * @param specification name of the control
 */
export function podSecurityStandard(
  profile: "baseline" | "restricted",
  specification: string,
): PolicyComplianceFramework {
  return { name: "Kubernetes Pod Security Standards", version: "1.0.0", reference: profile, specification };
}

/**
 * A control of the AWS Foundational Security Best Practices standard.
 * @param reference id of the control, such as `DynamoDB.2`
 * @param specification what the control asks, in the standard's words
 */
export function awsBestPractice(reference: string, specification: string): PolicyComplianceFramework {
  return { name: "AWS Foundational Security Best Practices", version: "1.0.0", reference, specification };
}
