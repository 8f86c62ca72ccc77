import { SLUG, type Plant } from "./plant";

export const observabilityPlants: readonly Plant[] = [
  {
    folder: "observability",
    type: "aws:cloudwatch/logGroup:LogGroup",
    name: "telemetry-log-application",
    path: "retentionInDays",
    to: undefined,
    rule: "log-group-require-retention",
    says: "retentionInDays is missing, expected ",
  },
  {
    folder: "observability",
    type: "aws:amp/workspace:Workspace",
    name: "telemetry-metrics",
    path: "region",
    to: "us-east-1",
    rule: "resource-limit-region",
    says: "us-east-1",
  },
  {
    folder: "observability",
    type: "aws:synthetics/canary:Canary",
    name: "canaries-canary-storefront",
    path: "tags.owner",
    to: undefined,
    rule: "resource-require-tags",
    says: `tags.owner is missing, ${SLUG}`,
  },
  {
    folder: "observability",
    type: "aws:cloudwatch/logGroup:LogGroup",
    name: "canaries-log-storefront",
    path: "retentionInDays",
    to: undefined,
    rule: "log-group-require-retention",
    says: "retentionInDays is missing, expected ",
  },
];
