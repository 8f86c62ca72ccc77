import { autoscalerRequireSpare } from "../../../../policies/rules/autoscaler/require-spare";
import { describeRule } from "../../harness";

const type = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler";

describeRule(autoscalerRequireSpare, {
  good: { type, props: { spec: { minReplicas: 2 } } },
  alsoGood: {
    "a workload that may be thrown away": {
      type,
      props: { metadata: { labels: { "inventory-platform/environment": "dev" } }, spec: { minReplicas: 1 } },
    },
  },
  broken: [
    { path: "spec.minReplicas", to: 1, message: "spec.minReplicas is 1, expected at least 2" },
    { path: "spec.minReplicas", to: undefined, message: "spec.minReplicas is missing, expected at least 2" },
  ],
  unknown: ["spec", "spec.minReplicas"],
  secret: ["spec.minReplicas"],
});
