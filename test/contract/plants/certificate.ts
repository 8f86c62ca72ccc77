import { EU, SLUG, type Plant } from "./plant";

export const certificatePlants: readonly Plant[] = [
  {
    folder: "certificate",
    type: "aws:acm/certificate:Certificate",
    name: "api-certificate",
    path: "tags.owner",
    to: undefined,
    rule: "resource-require-tags",
    says: `tags.owner is missing, ${SLUG}`,
  },
  {
    folder: "certificate",
    type: "aws:acm/certificate:Certificate",
    name: "api-certificate",
    path: "region",
    to: "us-east-1",
    rule: "resource-limit-region",
    says: `region is "us-east-1", ${EU}`,
  },
];
