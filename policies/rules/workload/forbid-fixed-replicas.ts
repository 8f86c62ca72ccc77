import type { StackValidationPolicy } from "@pulumi/policy";
import { describeValue } from "../../core/message";
import { judgeAll } from "../../core/rule";
import { at, isAutoscaler, targetsOf } from "../../core/scaling";

/** A workload that something scales leaves its number of replicas to it. */
export const workloadForbidFixedReplicas: StackValidationPolicy = {
  name: "workload-forbid-fixed-replicas",
  description: "A workload with an autoscaler leaves its replicas to it.",
  enforcementLevel: "mandatory",
  severity: "medium",
  tags: ["scaling"],
  remediationSteps:
    "Remove `spec.replicas`: otherwise every deployment sets the number back and undoes what the autoscaler decided.",
  url: "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling",
  validateStack: ({ resources }, report) => {
    judgeAll(resources.filter(isAutoscaler), (autoscaler) => {
      judgeAll(targetsOf(autoscaler, resources), ({ props, urn }) => {
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
