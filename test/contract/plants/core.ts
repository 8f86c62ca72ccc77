import { SLUG, type Plant } from "./plant";

export const corePlants: readonly Plant[] = [
  {
    folder: "core",
    type: "aws:sqs/queue:Queue",
    name: "orders-queue",
    path: "tags.owner",
    to: undefined,
    rule: "resource-require-tags",
    says: `tags.owner is missing, ${SLUG}`,
  },
];
