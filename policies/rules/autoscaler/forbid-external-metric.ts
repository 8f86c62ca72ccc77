import type { input } from "@pulumi/kubernetes/types";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { ofType } from "../../core/rule";
import { asList, member } from "../../core/tags";

/** Pod autoscalers that the program writes leave External metrics to KEDA, which owns their API in a cluster. */
export const autoscalerForbidExternalMetric: ResourceValidationPolicy = {
  name: "autoscaler-forbid-external-metric",
  description: "External metrics belong to KEDA: a cluster has one server for them.",
  enforcementLevel: "mandatory",
  severity: "high",
  tags: ["scaling"],
  remediationSteps:
    "Scale on an Object or Pods metric, which the Prometheus adapter serves, or replace the autoscaler by a KEDA ScaledObject, " +
    "which writes its own.",
  url: "https://keda.sh/docs/latest/concepts/scaling-deployments/",
  validateResource: ofType<{ spec?: input.autoscaling.v2.HorizontalPodAutoscalerSpec }>(
    "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
    ({ spec }, _args, report) => {
      const external = asList(spec?.metrics).flatMap((metric, index) =>
        member(metric, "type") === "External" ? [index] : [],
      );
      if (external.length > 0) {
        const places = external.map((index) => `spec.metrics[${index}].type`).join(", ");
        report(`${places} is "External", expected one of Object, Pods, Resource, ContainerResource`);
      }
    },
  ),
};
