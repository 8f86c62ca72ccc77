import { LEDGER } from "../../core/exemption-ledger";
import type { RelationalRule } from "../../core/relational";
import { stackOf } from "../../core/stack-urn";

/** Exemptions that have expired, are about to, or cover nothing are told of. */
export const exemptionWarnStale: RelationalRule = {
  name: "exemption-warn-stale",
  description: "Exemptions are in force and needed.",
  enforcementLevel: "advisory",
  severity: "low",
  tags: ["governance"],
  remediationSteps:
    "Remove an exemption that has expired or covers nothing. One that is about to expire is extended by whoever approves " +
    "it, with a reason, or what it covers is mended.",
  url: "https://www.pulumi.com/docs/insights/policy/policy-packs/configuration/",
  judgeStack: ({ resources: [any] }, report) => {
    LEDGER.stale().forEach((notice) => report(notice, stackOf(any?.urn ?? "")));
  },
};
