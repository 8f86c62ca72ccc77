import type { BatchJobArgs } from "../../../components/batch";

export const TAGS = {
  environment: "test",
  service: "reconciliation",
  owner: "inventory",
  "cost-center": "cc-100",
  channel: "all",
  feature: "reconciliation",
  "data-class": "internal",
  residency: "eu",
} as const;

/** Labels of the tags. */
export const LABELS = {
  "inventory-platform/environment": "test",
  "inventory-platform/service": "reconciliation",
  "inventory-platform/owner": "inventory",
  "inventory-platform/cost-center": "cc-100",
  "inventory-platform/channel": "all",
  "inventory-platform/feature": "reconciliation",
  "inventory-platform/data-class": "internal",
  "inventory-platform/residency": "eu",
} as const;

export const REPOSITORY = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/reconciliation";
export const KEY_ARN = "arn:aws:kms:eu-central-1:111122223333:key/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
export const TOPIC_ARN = "arn:aws:sns:eu-central-1:111122223333:on-call";
export const CHECKPOINT = { bucketName: "shop-test-checkpoints", prefix: "reconciliation", keyArn: KEY_ARN } as const;

/** A right that a job may be given, and the policy that says it. */
export const RIGHT = {
  actions: ["kinesis:PutRecords"],
  resources: ["arn:aws:kinesis:eu-central-1:111122223333:stream/counts"],
} as const;
export const RIGHT_STATEMENT = {
  Version: "2012-10-17",
  Statement: [{ Sid: "WriteCounts", Effect: "Allow", Action: RIGHT.actions, Resource: RIGHT.resources }],
} as const;

/** The arguments every batch job on spot needs, and nothing else. */
export const REQUIRED = {
  region: "eu-central-1",
  cluster: { clusterName: "shop-test", name: "shop-test" },
  image: { repository: REPOSITORY, tag: "1.4.2" },
  checkpoint: CHECKPOINT,
  alarmTopicArns: [TOPIC_ARN],
  runbooksUrl: "https://runbooks.example.com",
  tags: TAGS,
} as const satisfies BatchJobArgs;
