import { SLUG, type Plant } from "./plant";

export const observabilityPlants: readonly Plant[] = [
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
