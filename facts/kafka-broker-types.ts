/** What is true of one size of broker. */
export interface KafkaBrokerFacts {
  /** Virtual processors. */
  readonly vcpus: number;
  /** Memory in GiB. */
  readonly memoryGiB: number;
  /** Partitions, replicas included, that AWS recommends at most on one broker. */
  readonly recommendedPartitions: number;
}

/** Where the tables below come from. */
export const KAFKA_BROKER_TYPES_SOURCE = {
  sizes: "https://docs.aws.amazon.com/msk/latest/developerguide/broker-instance-sizes.html",
  partitions: "https://docs.aws.amazon.com/msk/latest/developerguide/bestpractices.html",
  quotas: "https://docs.aws.amazon.com/msk/latest/developerguide/limits.html",
  storageScaling: "https://docs.aws.amazon.com/msk/latest/developerguide/msk-autoexpand.html",
  comparedOn: "2026-11-24",
} as const;

/** Sizes of standard brokers on Graviton, the smallest first. */
export const KAFKA_BROKER_TYPES = {
  "kafka.m7g.large": { vcpus: 2, memoryGiB: 8, recommendedPartitions: 1_000 },
  "kafka.m7g.xlarge": { vcpus: 4, memoryGiB: 16, recommendedPartitions: 1_000 },
  "kafka.m7g.2xlarge": { vcpus: 8, memoryGiB: 32, recommendedPartitions: 2_000 },
  "kafka.m7g.4xlarge": { vcpus: 16, memoryGiB: 64, recommendedPartitions: 4_000 },
  "kafka.m7g.8xlarge": { vcpus: 32, memoryGiB: 128, recommendedPartitions: 4_000 },
  "kafka.m7g.12xlarge": { vcpus: 48, memoryGiB: 192, recommendedPartitions: 4_000 },
  "kafka.m7g.16xlarge": { vcpus: 64, memoryGiB: 256, recommendedPartitions: 4_000 },
} as const satisfies Record<string, KafkaBrokerFacts>;

/** One of {@link KAFKA_BROKER_TYPES}. */
export type KafkaBrokerType = keyof typeof KAFKA_BROKER_TYPES;

/** Bounds of a cluster of standard brokers under KRaft. */
export const KAFKA_CLUSTER_LIMITS = { brokers: 60, storageGiB: 16_384 } as const;

/** Regions in which MSK does not grow the storage of brokers by itself. */
export const REGIONS_WITHOUT_STORAGE_SCALING: readonly string[] = ["ap-northeast-3", "af-south-1", "ap-southeast-5"];

/** Whether a string is a size of the table. */
export function isKafkaBrokerType(brokerType: string): brokerType is KafkaBrokerType {
  return Object.hasOwn(KAFKA_BROKER_TYPES, brokerType);
}
