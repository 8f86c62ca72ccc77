import type { Plant } from "./plant";

export const routingPlants: readonly Plant[] = [
  {
    folder: "routing",
    type: "aws:route53/zone:Zone",
    name: "shop-zone",
    path: "tags.residency",
    to: undefined,
    rule: "resource-require-tags",
    says: "tags.residency is missing, expected ",
  },
  {
    folder: "routing",
    type: "aws:route53/healthCheck:HealthCheck",
    name: "api-eu-central-1-switch",
    path: "tags.owner",
    to: undefined,
    rule: "resource-require-tags",
    says: "tags.owner is missing, expected ",
  },
];
