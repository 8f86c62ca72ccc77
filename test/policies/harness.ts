import type { ResourceValidationPolicy } from "@pulumi/policy";
import { ruleTests, type Cases } from "../../policies/testing";

export * from "../../policies/testing";

/** Tests a resource rule by the pack's own table of cases. */
export function describeRule(rule: ResourceValidationPolicy, cases: Cases): void {
  describe(rule.name, () => {
    for (const { name, run } of ruleTests(rule, cases)) {
      test(name, run);
    }
  });
}
