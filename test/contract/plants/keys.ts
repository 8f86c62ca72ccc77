import { EU, type Plant } from "./plant";

export const keysPlants: readonly Plant[] = [
  {
    folder: "keys",
    type: "aws:kms/key:Key",
    name: "orders-eu-west-1-key",
    path: "region",
    to: "eu-north-1",
    rule: "resource-limit-region",
    says: `region is "eu-north-1", ${EU}`,
  },
];
