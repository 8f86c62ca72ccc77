import { EU, type Plant } from "./plant";

export const cdnPlants: readonly Plant[] = [
  {
    folder: "cdn",
    type: "aws:cloudfront/distribution:Distribution",
    name: "shop-distribution",
    path: "tags.owner",
    to: undefined,
    rule: "resource-require-tags",
    says: "tags.owner is missing, expected ",
  },
  {
    folder: "cdn",
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    name: "stock-invalidation-refused",
    path: "region",
    to: "us-east-1",
    rule: "resource-limit-region",
    says: `region is "us-east-1", ${EU}`,
  },
];
