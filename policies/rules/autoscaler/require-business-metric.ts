import type { PolicyResource } from "@pulumi/policy";
import type { RelationalRule } from "../../core/relational";
import { judgeAll } from "../../core/rule";
import { autoscalersOf, isWorker, scalesOnResourcesAlone, targetsOf } from "../../core/scaling";
import type { Stack } from "../../core/stack";

/**
 * What scales a worker looks at its backlog. A worker is what carries the label `inventory-platform/role: worker`: the
 * autoscaler, the workload it names, or that workload's pods.
 */
export const autoscalerRequireBusinessMetric: RelationalRule = {
  name: "autoscaler-require-business-metric",
  description: "Queue workers scale on their backlog, not on processor or memory alone.",
  enforcementLevel: "mandatory",
  severity: "high",
  tags: ["scaling"],
  remediationSteps:
    "Give the autoscaler a business metric: a total such as queue depth or pending orders, or a gauge such as latency. " +
    "The kit's autoscaler component takes one and pairs it with the right target type.",
  url: "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#scaling-on-custom-metrics",
  judgeStack: (stack, report) => {
    judgeAll(autoscalersOf(stack), (autoscaler) => {
      const worker = workerOf(autoscaler, stack);
      if (worker !== undefined && scalesOnResourcesAlone(autoscaler)) {
        report(
          `it scales "${worker.name}" on processor or memory alone, expected a metric of its backlog beside or instead`,
          autoscaler.urn,
        );
      }
    });
  },
};

function workerOf(autoscaler: PolicyResource, stack: Stack): PolicyResource | undefined {
  const targets = targetsOf(autoscaler, stack);
  return targets.find(isWorker) ?? (isWorker(autoscaler) ? (targets[0] ?? autoscaler) : undefined);
}
