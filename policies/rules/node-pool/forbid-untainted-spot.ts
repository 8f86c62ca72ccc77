import type { ResourceValidationPolicy } from "@pulumi/policy";
import { ofType } from "../../core/rule";
import { EXPECTED_TAINT, hasBatchTaint } from "../../core/spot";
import { asList, at, member } from "../../core/tags";

const CAPACITY_TYPE = "karpenter.sh/capacity-type";

/** A Karpenter pool that may buy spot keeps away what cannot be interrupted, also where it may fall back to on-demand. */
export const nodePoolForbidUntaintedSpot: ResourceValidationPolicy = {
  name: "node-pool-forbid-untainted-spot",
  description: "Spot nodes run only what tolerates interruption.",
  enforcementLevel: "mandatory",
  severity: "high",
  tags: ["cost", "reliability", "spot"],
  remediationSteps:
    "Require `karpenter.sh/capacity-type` In [on-demand], or taint the pool with `inventory-platform/batch` " +
    "and let only batch work tolerate it.",
  url: "https://karpenter.sh/docs/concepts/nodepools/",
  validateResource: ofType<{ spec?: Record<string, unknown> }>(
    "kubernetes:karpenter.sh/v1:NodePool",
    (props, _args, report) => {
      const node = at(props, ["spec", "template", "spec"]);
      if (asList(member(node, "requirements")).some(allowsSpot) && !hasBatchTaint(member(node, "taints"))) {
        report(`spec.template.spec allows spot and its taints lack it, expected on-demand only or ${EXPECTED_TAINT}`);
      }
    },
  ),
};

/** Without a requirement on the capacity type Karpenter buys on demand. */
function allowsSpot(requirement: unknown): boolean {
  if (member(requirement, "key") !== CAPACITY_TYPE) {
    return false;
  }
  const named = asList(member(requirement, "values")).some((value) => value === "spot");
  switch (member(requirement, "operator")) {
    case "In":
      return named;
    case "NotIn":
      return !named;
    default:
      return true;
  }
}
