import { SLUG, type Plant } from "./plant";

export const feedPlants: readonly Plant[] = [
  {
    folder: "feed",
    type: "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
    name: "stock-changes-delivery",
    path: "tags.owner",
    to: undefined,
    rule: "resource-require-tags",
    says: `tags.owner is missing, ${SLUG}`,
  },
  {
    folder: "feed",
    type: "aws:cloudwatch/logGroup:LogGroup",
    name: "stock-changes-log",
    path: "retentionInDays",
    to: undefined,
    rule: "log-group-require-retention",
    says: "retentionInDays",
  },
];
