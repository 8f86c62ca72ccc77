import type { ResourceValidationPolicy } from "@pulumi/policy";
import { isDisposable } from "../../core/environments";
import { isAtLeast, requireSettings, where } from "../../core/settings";
import { at } from "../../core/tags";

/** A workload has a pod left when another fails; one of an environment that is made to be thrown away may have none. */
export const autoscalerRequireSpare: ResourceValidationPolicy = {
  name: "autoscaler-require-spare",
  description: "Autoscalers keep two pods at least.",
  enforcementLevel: "mandatory",
  severity: "medium",
  tags: ["reliability", "scaling"],
  remediationSteps: "Set spec.minReplicas to 2 or more.",
  url: "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/",
  validateResource: where<Record<string, unknown>>(
    requireSettings<Record<string, unknown>>("kubernetes:autoscaling/v2:HorizontalPodAutoscaler", [
      {
        property: "spec.minReplicas",
        read: (autoscaler) => at(autoscaler, ["spec", "minReplicas"]),
        check: isAtLeast(2),
      },
    ]),
    (_props, args) => !isDisposable(args),
  ),
};
