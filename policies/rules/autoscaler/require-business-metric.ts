import type { PolicyResource, StackValidationPolicy } from "@pulumi/policy";
import { judgeAll } from "../../core/rule";
import { isAutoscaler, isWorker, scalesOnResourcesAlone, targetsOf } from "../../core/scaling";

/**
 * What scales a worker looks at its backlog. A worker is what carries the label `inventory-platform/role: worker`: the
 * autoscaler, the workload it names, or that workload's pods.
 */
export const autoscalerRequireBusinessMetric: StackValidationPolicy = {
  name: "autoscaler-require-business-metric",
  description: "Queue workers scale on their backlog, not on processor or memory alone.",
  enforcementLevel: "mandatory",
  severity: "high",
  tags: ["scaling"],
  remediationSteps:
    "Give the autoscaler a business metric: a total such as queue depth or pending orders, or a gauge such as latency. " +
    "The kit's autoscaler component takes one and pairs it with the right target type.",
  url: "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#scaling-on-custom-metrics",
  validateStack: ({ resources }, report) => {
    judgeAll(resources.filter(isAutoscaler), (autoscaler) => {
      const worker = workerOf(autoscaler, resources);
      if (worker !== undefined && scalesOnResourcesAlone(autoscaler)) {
        report(
          `it scales "${worker.name}" on processor or memory alone, expected a metric of its backlog beside or instead`,
          autoscaler.urn,
        );
      }
    });
  },
};

function workerOf(autoscaler: PolicyResource, resources: readonly PolicyResource[]): PolicyResource | undefined {
  const targets = targetsOf(autoscaler, resources);
  return targets.find(isWorker) ?? (isWorker(autoscaler) ? (targets[0] ?? autoscaler) : undefined);
}
