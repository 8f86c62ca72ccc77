import type { PolicyResource } from "@pulumi/policy";
import type { RelationalRule } from "../../core/relational";
import { autoscalersOf, targetKeys } from "../../core/scaling";

/** A workload is scaled by one autoscaler. KEDA writes a pod autoscaler of its own: one beside it is a second owner. */
export const autoscalerForbidSharedTarget: RelationalRule = {
  name: "autoscaler-forbid-shared-target",
  description: "A workload has one autoscaler.",
  enforcementLevel: "mandatory",
  severity: "high",
  tags: ["scaling"],
  remediationSteps:
    "Keep one of the autoscalers and give it the metrics of both: of several metrics, the one that asks for most pods counts. " +
    "Beside a KEDA ScaledObject no pod autoscaler is written, since KEDA writes it.",
  url: "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details",
  judgeStack: (stack, report) => {
    const owners = new Map<string, PolicyResource>();
    for (const autoscaler of autoscalersOf(stack)) {
      const keys = targetKeys(autoscaler, stack);
      const owner = keys.map((key) => owners.get(key)).find((found) => found !== undefined);
      if (owner !== undefined) {
        report(
          `it scales what autoscaler "${owner.name}" scales, expected one autoscaler for a workload`,
          autoscaler.urn,
        );
      }
      keys.forEach((key) => owners.set(key, owner ?? autoscaler));
    }
  },
};
