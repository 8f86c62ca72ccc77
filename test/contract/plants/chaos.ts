import { SLUG, type Plant } from "./plant";

export const chaosPlants: readonly Plant[] = [
  {
    folder: "chaos",
    type: "aws:fis/experimentTemplate:ExperimentTemplate",
    name: "chaos-experiment-lose-zone",
    path: "tags.owner",
    to: undefined,
    rule: "resource-require-tags",
    says: `tags.owner is missing, ${SLUG}`,
  },
  {
    folder: "chaos",
    type: "aws:cloudwatch/logGroup:LogGroup",
    name: "chaos-log",
    path: "retentionInDays",
    to: undefined,
    rule: "log-group-require-retention",
    says: "retentionInDays is missing, expected ",
  },
];
