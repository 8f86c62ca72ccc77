import { SLUG, type Plant } from "./plant";

export const identityPlants: readonly Plant[] = [
  {
    folder: "identity",
    type: "aws:iam/role:Role",
    name: "deploy-role-eu",
    path: "tags.cost-center",
    to: undefined,
    rule: "resource-require-tags",
    says: `tags.cost-center is missing, ${SLUG}`,
  },
];
