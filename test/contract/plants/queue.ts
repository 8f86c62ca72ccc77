import type { Plant } from "./plant";

export const queuePlants: readonly Plant[] = [
  {
    folder: "queue",
    type: "aws:sqs/queue:Queue",
    name: "marketplace-orders-dead-letters",
    path: "tags.environment",
    to: "Production",
    rule: "resource-require-tags",
    says: 'tags.environment is "Production", expected ',
  },
];
