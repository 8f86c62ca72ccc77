import type { ExemptionNotice } from "../facts/exemption-notice";

/** How a finding counts: a mandatory one fails the command. */
export type FindingLevel = "mandatory" | "advisory";

/** How bad it is. */
export type Severity = "low" | "medium" | "high" | "critical";

/** What a judge has to say of a resource or a stack. */
export interface Finding {
  /** Name of the pack that found it, `planner` for the planner's own judges. */
  readonly pack: string;
  /** Id of the policy. */
  readonly policy: string;
  /** Whether the policy itself failed, so that nobody knows what it would have found; absent where it did not. */
  readonly isFailure?: true;
  readonly level: FindingLevel;
  /** Absent where the policy states none. */
  readonly severity?: Severity;
  /** URN of the resource, or of the stack where the finding concerns the whole. */
  readonly urn: string;
  /** What is wrong: the property, the value, what is allowed. */
  readonly message: string;
  /** What to do; absent where the policy does not say. */
  readonly remediation?: string;
  /** The exemption that covers it, so that it does not count; absent where none does. */
  readonly exemption?: ExemptionNotice;
}
