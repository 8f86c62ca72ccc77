import { SLUG, type Plant } from "./plant";

export const budgetPlants: readonly Plant[] = [
  {
    folder: "budget",
    type: "aws:budgets/budget:Budget",
    name: "budgets-budget-environment",
    path: "tags.owner",
    to: undefined,
    rule: "resource-require-tags",
    says: `tags.owner is missing, ${SLUG}`,
  },
];
