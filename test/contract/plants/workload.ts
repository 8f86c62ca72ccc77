import { SLUG, type Plant } from "./plant";

export const workloadPlants: readonly Plant[] = [
  {
    folder: "workload",
    type: "kubernetes:apps/v1:Deployment",
    name: "allocation-deployment",
    path: 'spec.template.metadata.labels."inventory-platform/owner"',
    to: undefined,
    rule: "resource-require-tags",
    says: `spec.template.metadata.labels.inventory-platform/owner is missing, ${SLUG}`,
  },
  {
    folder: "workload",
    example: "autoscaler",
    type: "kubernetes:apps/v1:Deployment",
    name: "allocation-deployment",
    path: "spec.replicas",
    to: 3,
    rule: "workload-forbid-fixed-replicas",
    says: 'spec.replicas is 3, expected none beside autoscaler "allocation-hpa"',
  },
];
