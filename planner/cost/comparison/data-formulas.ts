import { HOURS_OF_A_MONTH } from "../../../facts";
import type { Formula, FormulaInput } from "./formulas";

const TABLE = "aws:dynamodb/table:Table";
const INSTANCE = "aws:rds/clusterInstance:ClusterInstance";
const KB_OF_A_GB = 1e6;
/** A strongly consistent read of 4 KB is a unit; half of one where a moment's age does no harm. */
const UNITS_OF_A_LOOK = 0.5;
/** Least capacity units that a proxy in front of serverless instances is billed for. */
const LEAST_PROXY_ACUS = 8;
/** What a paused cluster wakes up to for the night. */
const NIGHT_ACUS = 4;

/** Capacity units of one instance in the mean: what the rate of each phase takes, between the cluster's bounds. */
function meanAcus({ load, side }: FormulaInput): number {
  const [cluster] = side.ofType("aws:rds/cluster:Cluster");
  const least = cluster?.number("serverlessv2ScalingConfiguration.minCapacity", 0) ?? 0;
  const most = cluster?.number("serverlessv2ScalingConfiguration.maxCapacity", 0) ?? 0;
  if (least === 0) {
    const share = (load.of("nights") * load.of("nightHours")) / HOURS_OF_A_MONTH;
    return Math.min(most, NIGHT_ACUS) * share;
  }
  return load.meanOf((rate) => {
    const vcpus = (rate * load.of("reservationsPerOrder")) / load.of("reservationsPerVcpuSecond");
    return Math.min(most, Math.max(least, vcpus * load.of("acusPerVcpu")));
  });
}

function eventsGb({ load }: FormulaInput): number {
  return (load.orders * load.of("eventsPerOrder") * load.of("eventKb")) / KB_OF_A_GB;
}

/** How stores, streams and queues are used. */
export const DATA_FORMULAS: readonly Formula[] = [
  {
    type: "aws:rds/cluster:Cluster",
    key: "storageGb",
    formula: "databaseGb × scale",
    of: ({ load }) => load.of("databaseGb") * load.scale,
  },
  {
    type: "aws:rds/cluster:Cluster",
    key: "monthlyIoRequests",
    formula: "orders × reservationsPerOrder × iosPerReservation",
    of: ({ load }) => load.orders * load.of("reservationsPerOrder") * load.of("iosPerReservation"),
  },
  {
    type: "aws:rds/cluster:Cluster",
    key: "backupStorageGb",
    formula: "0: what the cluster keeps of itself is free up to its size",
    of: () => 0,
  },
  {
    type: INSTANCE,
    key: "averageCapacityUnits",
    formula:
      "reservations of a second / reservationsPerVcpuSecond × acusPerVcpu, between min and max, over the hours of each rate; of a cluster that pauses 4 for nights × nightHours",
    of: meanAcus,
  },
  {
    type: "aws:rds/proxy:Proxy",
    key: "averageCapacityUnits",
    formula: "units of its instances, at least the 8 that are billed",
    of: (input) => Math.max(LEAST_PROXY_ACUS, meanAcus(input) * input.side.ofType(INSTANCE).length),
  },
  {
    type: TABLE,
    key: "storageGb",
    formula: "tableGb × scale",
    of: ({ load }) => load.of("tableGb") * load.scale,
  },
  {
    type: TABLE,
    key: "monthlyWriteUnits",
    formula: "orders × eventsPerOrder",
    of: ({ load }) => load.orders * load.of("eventsPerOrder"),
  },
  {
    type: TABLE,
    key: "monthlyReadUnits",
    formula: "orders × looksPerOrder × (1 − edgePercent) × (1 − cachePercent) × 0.5 units",
    of: ({ load, side }) =>
      load.orders * load.of("looksPerOrder") * side.missesOf(load, "edge", "cache") * UNITS_OF_A_LOOK,
  },
  {
    type: TABLE,
    named: /^idempotency/,
    key: "monthlyReadUnits",
    formula: "orders × eventsPerOrder",
    of: ({ load }) => load.orders * load.of("eventsPerOrder"),
  },
  {
    type: "aws:kinesis/stream:Stream",
    key: "ingestedGb",
    formula: "orders × eventsPerOrder × eventKb",
    of: eventsGb,
  },
  { type: "aws:kinesis/stream:Stream", key: "retrievedGb", formula: "what is written, read once", of: eventsGb },
  {
    type: "aws:kinesis/stream:Stream",
    key: "extendedRetentionGb",
    formula: "six days of what is written",
    of: (input) => eventsGb(input) * (6 / 30),
  },
  {
    type: "aws:elasticache/replicationGroup:ReplicationGroup",
    key: "backupStorageGb",
    formula: "7 × tableGb × scale",
    of: ({ load }) => 7 * load.of("tableGb") * load.scale,
  },
  { type: "aws:sqs/queue:Queue", key: "monthlyRequests", formula: "0: dead letters hold nothing", of: () => 0 },
  {
    type: "aws:sqs/queue:Queue",
    named: /^orders-queue/,
    key: "monthlyRequests",
    formula: "orders × 3: sent, received, deleted",
    of: ({ load }) => load.orders * 3,
  },
  { type: "aws:s3/bucket:Bucket", key: "standardGb", formula: "tableGb", of: ({ load }) => load.of("tableGb") },
  {
    type: "aws:s3/bucket:Bucket",
    named: /^events-/,
    key: "standardGb",
    formula: "a year of orders × eventsPerOrder × eventKb, a third of it as Parquet",
    of: (input) => (12 * eventsGb(input)) / 3,
  },
  {
    type: "aws:s3/bucket:Bucket",
    key: "monthlyWrites",
    formula: "quietRequests",
    of: ({ load }) => load.of("quietRequests"),
  },
  {
    type: "aws:s3/bucket:Bucket",
    key: "monthlyReads",
    formula: "quietRequests",
    of: ({ load }) => load.of("quietRequests"),
  },
  {
    type: "aws:backup/vault:Vault",
    key: "auroraSnapshotGb",
    formula: "databaseGb × scale",
    of: ({ load }) => load.of("databaseGb") * load.scale,
  },
  {
    type: "aws:backup/vault:Vault",
    key: "dynamodbBackupGb",
    formula: "2 × tableGb × scale",
    of: ({ load }) => 2 * load.of("tableGb") * load.scale,
  },
];
