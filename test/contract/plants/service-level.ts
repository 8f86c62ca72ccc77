import { SLUG, type Plant } from "./plant";

export const serviceLevelPlants: readonly Plant[] = [
  {
    folder: "service-level",
    type: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
    name: "stock-level-available-1h",
    path: "tags.owner",
    to: undefined,
    rule: "resource-require-tags",
    says: `tags.owner is missing, ${SLUG}`,
  },
];
