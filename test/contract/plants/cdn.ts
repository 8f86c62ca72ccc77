import type { Plant } from "./plant";

export const cdnPlants: readonly Plant[] = [
  {
    folder: "cdn",
    type: "aws:cloudfront/distribution:Distribution",
    name: "shop-distribution",
    path: "tags.owner",
    to: undefined,
    rule: "resource-require-tags",
    says: "tags.owner is missing, expected ",
  },
];
