import { selectorsOf } from "../../core/labels";
import type { RelationalRule } from "../../core/relational";
import { judgeAll } from "../../core/rule";

const SELECTING = "kubernetes:policy/v1:PodDisruptionBudget";

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
  judgeStack: (stack, report) => {
    judgeAll(stack.ofType("kubernetes:apps/v1:Deployment", "kubernetes:apps/v1:StatefulSet"), (workload) => {
      if (selectorsOf(workload, stack, { type: SELECTING, selector: ["spec", "selector"] }).length === 0) {
        report(`a disruption budget is missing, expected ${SELECTING} whose selector matches its pods`, workload.urn);
      }
    });
  },
};
