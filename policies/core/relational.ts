import type { EnforcementLevel, Policy } from "@pulumi/policy";
import type { Stack } from "./stack";

/** Says what is wrong with a resource of the stack. */
export type ReportRelation = (message: string, urn: string) => void;

/**
 * A rule over what resources are to each other. It is a rule like the others, but not a policy of the SDK's: those that
 * judge a stack are each given a copy of all its resources, so one host runs all such rules over one index
 * ({@link "./host".hostOf}). A finding carries the name, the severity and the level of the rule, not of the host.
 */
export interface RelationalRule extends Omit<Policy, "configSchema" | "enforcementLevel"> {
  readonly enforcementLevel: Exclude<EnforcementLevel, "remediate" | "disabled">;
  /**
   * Judges a stack. What throws because a value is not known yet counts as not judged; what was reported until then
   * stands.
   */
  readonly judgeStack: (stack: Stack, report: ReportRelation) => void;
}
