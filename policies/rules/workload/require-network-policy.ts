import { selectorsOf } from "../../core/labels";
import type { RelationalRule } from "../../core/relational";
import { judgeAll } from "../../core/rule";
import { WORKLOADS } from "../../core/workloads";

const SELECTING = "kubernetes:networking.k8s.io/v1:NetworkPolicy";

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
  judgeStack: (stack, report) => {
    judgeAll(stack.ofType(...WORKLOADS), (workload) => {
      if (selectorsOf(workload, stack, { type: SELECTING, selector: ["spec", "podSelector"] }).length === 0) {
        report(`a network policy is missing, expected ${SELECTING} whose selector matches its pods`, workload.urn);
      }
    });
  },
};
