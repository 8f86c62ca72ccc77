import type { PolicyComplianceFramework } from "@pulumi/policy";

/**
 * A control of the AWS Foundational Security Best Practices standard.
 * @param reference id of the control, such as `DynamoDB.2`
 * @param specification what the control asks, in the standard's words
 */
export function awsBestPractice(reference: string, specification: string): PolicyComplianceFramework {
  return { name: "AWS Foundational Security Best Practices", version: "1.0.0", reference, specification };
}
