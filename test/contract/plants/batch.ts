import { SLUG, type Plant } from "./plant";

export const batchPlants: readonly Plant[] = [
  {
    folder: "batch",
    type: "kubernetes:batch/v1:CronJob",
    name: "reconciliation-cron-job",
    path: 'spec.jobTemplate.spec.template.metadata.labels."inventory-platform/owner"',
    to: undefined,
    rule: "resource-require-tags",
    says: `spec.jobTemplate.spec.template.metadata.labels.inventory-platform/owner is missing, ${SLUG}`,
  },
  {
    folder: "batch",
    type: "aws:batch/jobDefinition:JobDefinition",
    name: "nightly-definition",
    path: "tags.owner",
    to: undefined,
    rule: "resource-require-tags",
    says: `tags.owner is missing, ${SLUG}`,
  },
];
