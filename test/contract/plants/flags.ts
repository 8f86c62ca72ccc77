import { SLUG, type Plant } from "./plant";

export const flagsPlants: readonly Plant[] = [
  {
    folder: "flags",
    type: "aws:appconfig/application:Application",
    name: "allocation-flags-application",
    path: "tags.owner",
    to: undefined,
    rule: "resource-require-tags",
    says: `tags.owner is missing, ${SLUG}`,
  },
];
