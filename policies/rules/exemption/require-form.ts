import type { ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";
import { openExemptions, type ExemptionConfig } from "../../core/exemptions";
import { stackOf } from "../../core/stack-urn";
import { LEDGER } from "../../core/exemption-ledger";

const FILES = { type: "array", items: { type: "string" } } as const;

/** Opens the exemptions before any other rule judges, and refuses a file that is not well-formed. */
export const exemptionRequireForm: ResourceValidationPolicy = {
  name: "exemption-require-form",
  description: "Exemptions are complete, bounded and expire.",
  enforcementLevel: "mandatory",
  severity: "high",
  tags: ["governance"],
  remediationSteps:
    "Correct each line that is named. Until then the whole file exempts from nothing. What an exemption is made of is in " +
    "the pack's readme.",
  url: "https://www.pulumi.com/docs/insights/policy/policy-packs/configuration/",
  configSchema: {
    properties: {
      files: { ...FILES, default: [] },
      restrictedFiles: { ...FILES, default: [] },
      asOf: { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}$" },
    },
  },
  remediateResource: (args) => open(args),
  validateResource: (args, report) => {
    open(args);
    LEDGER.takeProblems().forEach((problem) => report(problem, stackOf(args.urn)));
  },
};

function open(args: ResourceValidationArgs): void {
  openExemptions(LEDGER, args.getConfig<ExemptionConfig>());
}
