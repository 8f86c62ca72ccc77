import type { ReportViolation, Severity } from "@pulumi/policy";

/** A violation that says itself which rule it breaks, and how much that counts. */
export interface Violation {
  readonly name: string;
  readonly description: string;
  readonly message: string;
  readonly urn?: string;
  readonly severity?: Severity;
  readonly enforcementLevel?: "advisory" | "mandatory";
}

/**
 * The SDK's callback also takes a violation as an object, which its type does not say: name, level and severity in it
 * stand in for the policy's (`makeReportViolationFun` in its server.js, 1.21).
 */
export function violating(report: ReportViolation): (violation: Violation) => void;
export function violating(report: unknown): unknown {
  return report;
}
