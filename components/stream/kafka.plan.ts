import type { KafkaBrokerType } from "../../facts/kafka-broker-types";
import type { KafkaVersion } from "../../facts/kafka-versions";
import { toDays, toGiB, toHours, toSeconds, type Duration, type Size } from "../core/units";
import { FAILURE_DEFAULTS, planFailureDestination } from "./failure-destination.plan";
import type { FailureChoices, FailureDestinationPlan } from "./failure-destination.plan";
import { brokerAlarms, consumerAlarms, type KafkaAlarms, type KafkaConsumer } from "./kafka-alarms";
import { KAFKA_MIN_IN_SYNC, planServerProperties, type KafkaPropertyValues } from "./kafka-properties";

/** How finely MSK publishes metrics; everything beyond `DEFAULT` is paid by the metric. */
export type KafkaMonitoring = "DEFAULT" | "PER_BROKER" | "PER_TOPIC_PER_BROKER" | "PER_TOPIC_PER_PARTITION";

/** A topic of a cluster. */
export interface KafkaTopic {
  /** Partitions, which bound how many members of one group read at the same time; they can only grow. */
  readonly partitions: number;
  /**
   * Whether old records are deleted, or all but the last of each key.
   *
   * @default "delete"
   */
  readonly cleanup?: "delete" | "compact";
  /**
   * How long a record can be read again; of no effect where the topic is compacted.
   *
   * @default - the cluster's retention
   */
  readonly retention?: Duration;
}

/** What decides the shape of a cluster of either kind. */
export interface KafkaSharedPlanArgs extends Omit<FailureChoices, "retention"> {
  /** Physical name of the cluster, by which consumers and other stacks find it. */
  readonly clusterName: string;
  /** Groups of consumers whose lag is watched, by a short name for each. */
  readonly consumers: Readonly<Record<string, KafkaConsumer>>;
  /**
   * How far a watched group may fall behind before the alarm.
   *
   * @default "15 minutes"
   */
  readonly consumerLagAlarm?: Duration;
  /**
   * Whether a replicator carries the records to another region: MSK may then connect to the cluster from there.
   *
   * @default false
   */
  readonly isReplicated?: boolean;
  /**
   * Whether Amazon Data Firehose reads topics, for a `Feed`: it may then connect to the cluster privately.
   *
   * @default false
   */
  readonly isFed?: boolean;
}

/** What decides the shape of a serverless cluster. */
export interface ServerlessKafkaPlanArgs extends KafkaSharedPlanArgs {
  /** Which of the two it is. */
  readonly kind: "serverless";
}

/** What decides the shape of a cluster of brokers. */
export interface ProvisionedKafkaPlanArgs extends KafkaSharedPlanArgs {
  /** Which of the two it is. */
  readonly kind: "provisioned";
  /** Topics of the cluster, by their name. */
  readonly topics: Readonly<Record<string, KafkaTopic>>;
  /**
   * How long a record of a topic without a retention of its own can be read again.
   *
   * @default "7 days"
   */
  readonly retention?: Duration;
  /**
   * Version of Kafka; it can be raised in place.
   *
   * @default "3.9.x.kraft"
   */
  readonly kafkaVersion?: KafkaVersion;
  /**
   * Size of a broker.
   *
   * @default "kafka.m7g.large"
   */
  readonly brokerType?: KafkaBrokerType;
  /**
   * Brokers, as many in each zone; they can be added, and partitions are moved onto them by hand.
   *
   * @default 3
   */
  readonly brokers?: number;
  /**
   * Storage that each broker starts with; it never shrinks.
   *
   * @default "500 GiB"
   */
  readonly storage?: Size;
  /**
   * Storage up to which MSK lets each broker grow; the same as `storage` where it is not to grow.
   *
   * @default "2 TiB"
   */
  readonly maxStorage?: Size;
  /**
   * Part of the storage in use at which MSK lets it grow.
   *
   * @default 60
   */
  readonly storageTargetPercent?: number;
  /**
   * Part of a broker's storage in use that rings the alarm.
   *
   * @default 80
   */
  readonly diskAlarmPercent?: number;
  /**
   * How finely MSK publishes metrics.
   *
   * @default "PER_BROKER"
   */
  readonly monitoring?: KafkaMonitoring;
  /**
   * Properties of the brokers beside the guarded ones.
   *
   * @default - Kafka's own values
   */
  readonly serverProperties?: KafkaPropertyValues;
  /**
   * How long the logs of the brokers are kept.
   *
   * @default "365 days"
   */
  readonly logRetention?: Duration;
}

/** A topic, with every choice made. */
export interface PlannedTopic {
  readonly partitions: number;
  readonly configs: Readonly<Record<string, string>>;
}

/** What a cluster of either kind consists of, with every choice made. */
export interface KafkaSharedPlan extends FailureDestinationPlan {
  readonly clusterName: string;
  readonly isReplicated: boolean;
  readonly isFed: boolean;
  readonly alarms: KafkaAlarms;
}

/** A cluster of brokers, with every choice made. */
export interface ProvisionedKafkaPlan extends KafkaSharedPlan {
  readonly kafkaVersion: KafkaVersion;
  readonly brokerType: KafkaBrokerType;
  readonly brokers: number;
  readonly storageGiB: number;
  readonly maxStorageGiB: number;
  readonly storageTargetPercent: number;
  readonly monitoring: KafkaMonitoring;
  readonly serverProperties: string;
  readonly logRetentionDays: number;
  readonly topics: Readonly<Record<string, PlannedTopic>>;
}

/** What a cluster gets where its arguments leave the choice open. */
export const KAFKA_DEFAULTS = {
  ...FAILURE_DEFAULTS,
  consumerLagAlarm: "15 minutes",
  isReplicated: false,
  isFed: false,
  kafkaVersion: "3.9.x.kraft",
  brokerType: "kafka.m7g.large",
  brokers: 3,
  storage: "500 GiB",
  maxStorage: "2 TiB",
  storageTargetPercent: 60,
  diskAlarmPercent: 80,
  monitoring: "PER_BROKER",
  serverProperties: {},
  logRetention: "365 days",
  protect: true,
} as const satisfies KafkaDefaults;

type KafkaDefaults = Required<
  Omit<ProvisionedKafkaPlanArgs, "clusterName" | "consumers" | "kind" | "runbooksUrl" | "topics">
> & {
  readonly protect: boolean;
};

/** Zones over which the brokers lie: each holds a copy of every record. */
export const KAFKA_ZONES = 3;
/** Port at which clients are let in by IAM. */
export const KAFKA_IAM_PORT = 9098;
/** Ports at which Prometheus reads the brokers: of Kafka and of the machine. */
export const KAFKA_SCRAPE_PORTS = { from: 11_001, to: 11_002 } as const;

const MILLISECONDS = 1_000;

/** Plans a serverless cluster. */
export function planServerlessKafka(args: ServerlessKafkaPlanArgs): KafkaSharedPlan {
  return { ...shared(args), alarms: consumerAlarms(watchedBy(args)) };
}

/** Plans a cluster of brokers. */
export function planProvisionedKafka(args: ProvisionedKafkaPlanArgs): ProvisionedKafkaPlan {
  const chosen = { ...KAFKA_DEFAULTS, ...args };
  const { kafkaVersion, brokerType, brokers, storageTargetPercent, monitoring, diskAlarmPercent } = chosen;
  const settings = { ...watchedBy(args), brokers, diskAlarmPercent };
  return {
    ...shared(args),
    kafkaVersion,
    brokerType,
    brokers,
    storageGiB: toGiB(chosen.storage),
    maxStorageGiB: toGiB(chosen.maxStorage),
    storageTargetPercent,
    monitoring,
    serverProperties: planServerProperties(toHours(chosen.retention), chosen.serverProperties),
    logRetentionDays: toDays(chosen.logRetention),
    topics: planTopics(args.topics, chosen.retention),
    alarms: { ...brokerAlarms(settings), ...consumerAlarms(settings) },
  };
}

function shared(args: KafkaSharedPlanArgs): Omit<KafkaSharedPlan, "alarms"> {
  return {
    ...planFailureDestination(args.clusterName, args),
    clusterName: args.clusterName,
    isReplicated: args.isReplicated ?? KAFKA_DEFAULTS.isReplicated,
    isFed: args.isFed ?? KAFKA_DEFAULTS.isFed,
  };
}

function watchedBy(args: KafkaSharedPlanArgs): Parameters<typeof consumerAlarms>[0] {
  const { clusterName, consumers, runbooksUrl } = args;
  return {
    clusterName,
    consumers,
    runbooksUrl,
    consumerLagAlarm: args.consumerLagAlarm ?? KAFKA_DEFAULTS.consumerLagAlarm,
  };
}

function planTopics(
  topics: ProvisionedKafkaPlanArgs["topics"],
  retention: Duration,
): Readonly<Record<string, PlannedTopic>> {
  const planned = Object.entries(topics).map(([name, topic]) => [name, planTopic(topic, retention)] as const);
  return Object.fromEntries(planned.toSorted(([left], [right]) => left.localeCompare(right)));
}

function planTopic({ partitions, cleanup = "delete", retention }: KafkaTopic, inherited: Duration): PlannedTopic {
  const kept =
    cleanup === "compact" ? {} : { "retention.ms": String(toSeconds(retention ?? inherited) * MILLISECONDS) };
  return {
    partitions,
    configs: { "cleanup.policy": cleanup, "min.insync.replicas": String(KAFKA_MIN_IN_SYNC), ...kept },
  };
}
