import { requireSelector } from "../../core/labels";
import type { RelationalRule } from "../../core/relational";

/** When nodes are emptied, enough pods of a workload go on. */
export const workloadRequireDisruptionBudget: RelationalRule = {
  name: "workload-require-disruption-budget",
  description: "Workloads say how many pods may be away at once.",
  enforcementLevel: "mandatory",
  severity: "medium",
  tags: ["reliability"],
  remediationSteps:
    "Add a PodDisruptionBudget in the workload's namespace whose selector matches the labels of its pods.",
  url: "https://kubernetes.io/docs/tasks/run-application/configure-pdb/",
  judgeStack: requireSelector({
    of: ["kubernetes:apps/v1:Deployment", "kubernetes:apps/v1:StatefulSet"],
    what: "a disruption budget",
    type: "kubernetes:policy/v1:PodDisruptionBudget",
    selector: ["spec", "selector"],
  }),
};
