import type { Plant } from "./plant";

export const migrationPlants: readonly Plant[] = [
  {
    folder: "migration",
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    name: "stock-mismatch",
    path: "tags.residency",
    to: undefined,
    rule: "resource-require-tags",
    says: "tags.residency is missing, expected ",
  },
];
