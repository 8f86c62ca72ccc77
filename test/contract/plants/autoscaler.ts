import type { Plant } from "./plant";

export const autoscalerPlants: readonly Plant[] = [
  {
    folder: "autoscaler",
    type: "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
    name: "allocation-hpa",
    path: "spec.metrics[0].type",
    to: "External",
    rule: "autoscaler-forbid-external-metric",
    says: 'spec.metrics[0].type is "External", expected one of Object, Pods, Resource, ContainerResource',
  },
  {
    folder: "autoscaler",
    type: "kubernetes:keda.sh/v1alpha1:ScaledObject",
    name: "shipping-scaled-object",
    path: "spec.scaleTargetRef.name",
    to: "picking",
    rule: "autoscaler-forbid-shared-target",
    says: 'it scales what autoscaler "picking-scaled-object" scales, expected one autoscaler for a workload',
  },
  {
    folder: "autoscaler",
    type: "kubernetes:keda.sh/v1alpha1:ScaledObject",
    name: "projector-scaled-object",
    path: "spec.triggers",
    to: [{ type: "cpu", metricType: "Utilization", metadata: { value: "60" } }],
    rule: "autoscaler-require-business-metric",
    says: 'it scales "projector-deployment" on processor or memory alone',
  },
];
