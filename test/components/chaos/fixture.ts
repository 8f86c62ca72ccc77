import type { ChaosExperimentsArgs, Experiment } from "../../../components/chaos";
import { ACCOUNT, TAGS } from "../core/fixtures";

/** One experiment of each kind, with nothing but what it has to say. */
export const EXPERIMENTS = {
  interrupt: {
    kind: "spot-interruption",
    targetTags: { "inventory-platform/batch": "true" },
    hypothesis: "the run resumes",
    runbook: "batch-run-failed",
  },
  zone: {
    kind: "zone-loss",
    zone: "eu-central-1a",
    vpcId: "vpc-1",
    targetTags: { environment: "test" },
    hypothesis: "the other zones answer",
    runbook: "error-budget-burn",
  },
  writer: {
    kind: "database-failover",
    clusterArn: `arn:aws:rds:eu-central-1:${ACCOUNT}:cluster:stock`,
    hypothesis: "a reader takes over",
    runbook: "database-connections",
  },
  table: {
    kind: "table-replication-pause",
    tableArn: `arn:aws:dynamodb:eu-central-1:${ACCOUNT}:table/stock`,
    hypothesis: "the other region says how old it is",
    runbook: "read-model-behind",
  },
  archive: {
    kind: "bucket-replication-pause",
    targetTags: { feature: "archive" },
    bucketArns: ["arn:aws:s3:::archive"],
    destinationRegion: "eu-west-1",
    hypothesis: "nothing is missing afterwards",
    runbook: "region-failover",
  },
} as const satisfies Readonly<Record<string, Experiment<string>>>;

/** Alarm that stops the experiments. */
export const STOP_ALARM = `arn:aws:cloudwatch:eu-central-1:${ACCOUNT}:alarm:oversold`;

/** Arguments with nothing but what is required. */
export const REQUIRED = {
  accountId: ACCOUNT,
  region: "eu-central-1",
  production: false,
  experiments: EXPERIMENTS,
  stopAlarmArns: [STOP_ALARM],
  logKeyArn: `arn:aws:kms:eu-central-1:${ACCOUNT}:key/log`,
  runbooksUrl: "https://runbooks.example.com",
  tags: TAGS,
} as const satisfies ChaosExperimentsArgs;
