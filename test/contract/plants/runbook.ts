import { EU, SLUG, type Plant } from "./plant";

export const runbookPlants: readonly Plant[] = [
  {
    folder: "runbook",
    type: "aws:ssm/document:Document",
    name: "runbooks-region-failover-document",
    path: "tags.owner",
    to: undefined,
    rule: "resource-require-tags",
    says: `tags.owner is missing, ${SLUG}`,
  },
  {
    folder: "runbook",
    type: "aws:ssm/document:Document",
    name: "runbooks-region-failover-document",
    path: "region",
    to: "us-east-1",
    rule: "resource-limit-region",
    says: `region is "us-east-1", ${EU}`,
  },
];
