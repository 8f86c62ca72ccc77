import { describeValue } from "../../core/message";
import type { RelationalRule } from "../../core/relational";
import { judgeAll } from "../../core/rule";
import { autoscalersOf, targetsOf } from "../../core/scaling";
import { at } from "../../core/tags";

/** A workload that something scales leaves its number of replicas to it. */
export const workloadForbidFixedReplicas: RelationalRule = {
  name: "workload-forbid-fixed-replicas",
  description: "A workload with an autoscaler leaves its replicas to it.",
  enforcementLevel: "mandatory",
  severity: "medium",
  tags: ["scaling"],
  remediationSteps:
    "Remove `spec.replicas`: otherwise every deployment sets the number back and undoes what the autoscaler decided.",
  url: "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling",
  judgeStack: (stack, report) => {
    judgeAll(autoscalersOf(stack), (autoscaler) => {
      judgeAll(targetsOf(autoscaler, stack), ({ props, urn }) => {
        const replicas = at(props, ["spec", "replicas"]);
        if (replicas !== undefined) {
          report(
            `spec.replicas is ${describeValue(replicas)}, expected none beside autoscaler "${autoscaler.name}"`,
            urn,
          );
        }
      });
    });
  },
};
