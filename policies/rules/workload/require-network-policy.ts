import { requireSelector } from "../../core/labels";
import type { RelationalRule } from "../../core/relational";
import { WORKLOADS } from "../../core/workloads";

/** A pod reaches, and is reached by, what it has to, and nothing else. */
export const workloadRequireNetworkPolicy: RelationalRule = {
  name: "workload-require-network-policy",
  description: "Workloads have a network policy.",
  enforcementLevel: "mandatory",
  severity: "medium",
  tags: ["network"],
  remediationSteps:
    "Add a NetworkPolicy in the workload's namespace whose podSelector matches the labels of its pods; an empty one matches all.",
  url: "https://kubernetes.io/docs/concepts/services-networking/network-policies/",
  judgeStack: requireSelector({
    of: WORKLOADS,
    what: "a network policy",
    type: "kubernetes:networking.k8s.io/v1:NetworkPolicy",
    selector: ["spec", "podSelector"],
  }),
};
