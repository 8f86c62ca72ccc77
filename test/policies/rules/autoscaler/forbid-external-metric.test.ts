import { autoscalerForbidExternalMetric } from "../../../../policies/rules/autoscaler/forbid-external-metric";
import { describeRule } from "../../harness";

const type = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler";
const EXPECTED = "expected one of Object, Pods, Resource, ContainerResource";

describeRule(autoscalerForbidExternalMetric, {
  good: { type, props: { spec: { metrics: [{ type: "Object" }, { type: "Resource" }] } } },
  alsoGood: { "no metrics": { type, props: { spec: {} } }, "no specification": { type, props: {} } },
  broken: [
    { path: "spec.metrics[1].type", to: "External", message: `spec.metrics[1].type is "External", ${EXPECTED}` },
    {
      path: "spec.metrics",
      to: [{ type: "External" }, { type: "Pods" }, { type: "External" }],
      message: `spec.metrics[0].type, spec.metrics[2].type is "External", ${EXPECTED}`,
    },
  ],
  unknown: ["spec", "spec.metrics", "spec.metrics[0].type"],
  secret: ["spec.metrics", "spec.metrics[1].type"],
});
