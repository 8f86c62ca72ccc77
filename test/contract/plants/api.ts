import { EU, type Plant } from "./plant";

export const apiPlants: readonly Plant[] = [
  {
    folder: "api",
    type: "aws:cloudwatch/logGroup:LogGroup",
    name: "shop-api-access-log",
    path: "retentionInDays",
    to: undefined,
    rule: "log-group-require-retention",
    says: "retentionInDays is missing, expected a number of days above 0",
  },
  {
    folder: "api",
    type: "aws:apigateway/restApi:RestApi",
    name: "shop-api-api",
    path: "region",
    to: "us-east-1",
    rule: "resource-limit-region",
    says: `region is "us-east-1", ${EU}`,
  },
];
