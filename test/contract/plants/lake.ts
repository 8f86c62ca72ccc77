import type { Plant } from "./plant";

export const lakePlants: readonly Plant[] = [
  {
    folder: "lake",
    type: "aws:glue/catalogDatabase:CatalogDatabase",
    name: "lake-database",
    path: "tags.data-class",
    to: undefined,
    rule: "resource-require-tags",
    says: "tags.data-class is missing, expected one of ",
  },
];
