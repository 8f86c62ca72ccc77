import { EU, type Plant } from "./plant";

export const keyValuePlants: readonly Plant[] = [
  {
    folder: "key-value",
    type: "aws:dynamodb/table:Table",
    name: "availability-table",
    path: "replicas[0].regionName",
    to: "us-east-1",
    rule: "resource-limit-region",
    says: `replicas[0].regionName is "us-east-1", ${EU}`,
  },
  {
    folder: "key-value",
    type: "aws:dynamodb/table:Table",
    name: "availability-table",
    path: "replicas[0].kmsKeyArn",
    to: "arn:aws:kms:eu-west-1:111122223333:alias/aws/dynamodb",
    rule: "table-require-customer-key",
    says: 'replicas[0].kmsKeyArn is "arn:aws:kms:eu-west-1:111122223333:alias/aws/dynamodb", expected a customer\'s key',
  },
  {
    folder: "key-value",
    type: "aws:dynamodb/table:Table",
    name: "availability-table",
    path: "pointInTimeRecovery.enabled",
    to: false,
    rule: "table-require-point-in-time-recovery",
    says: "pointInTimeRecovery.enabled is false, expected true",
  },
  {
    folder: "key-value",
    type: "aws:appautoscaling/target:Target",
    name: "catalog-scale-byBrand-read-eu-central-1",
    path: "region",
    to: "eu-north-1",
    rule: "resource-limit-region",
    says: `region is "eu-north-1", ${EU}`,
  },
];
