import type { ResourceValidationPolicy } from "@pulumi/policy";
import { requirePodsOf } from "../../core/pods";
import { isGiven } from "../../core/settings";

/** A pod gets requests when it can answer them. */
export const workloadRequireReadiness: ResourceValidationPolicy = {
  name: "workload-require-readiness",
  description: "Workloads say when they are ready.",
  enforcementLevel: "mandatory",
  severity: "medium",
  tags: ["reliability"],
  remediationSteps: "Set readinessProbe in each container.",
  url: "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/",
  validateResource: requirePodsOf(["kubernetes:apps/v1:Deployment", "kubernetes:apps/v1:StatefulSet"], {
    of: "main container",
    property: ["readinessProbe"],
    check: isGiven("a probe"),
  }),
};
