import { SLUG, type Plant } from "./plant";

export const handlerPlants: readonly Plant[] = [
  {
    folder: "handler",
    type: "aws:lambda/function:Function",
    name: "projector-function",
    path: "tags.owner",
    to: "The Team",
    rule: "resource-require-tags",
    says: `tags.owner is "The Team", ${SLUG}`,
  },
  {
    folder: "handler",
    type: "aws:cloudwatch/logGroup:LogGroup",
    name: "projector-log",
    path: "retentionInDays",
    to: undefined,
    rule: "log-group-require-retention",
    says: "retentionInDays is missing, expected a number of days above 0",
  },
];
