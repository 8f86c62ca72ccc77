import { SLUG, type Plant } from "./plant";

export const costExportPlants: readonly Plant[] = [
  {
    folder: "cost-export",
    type: "aws:bcmdata/export:Export",
    name: "costs-export",
    path: "tags.cost-center",
    to: undefined,
    rule: "resource-require-tags",
    says: `tags.cost-center is missing, ${SLUG}`,
  },
];
