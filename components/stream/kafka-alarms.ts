import { describeAlarm, type RunbookId } from "../core/runbooks";
import { toSeconds, type Duration } from "../core/units";
import type { PlannedThreshold } from "./failure-destination.plan";

/** A group of consumers whose lag is watched. */
export interface KafkaConsumer {
  /** Name of the consumer group, as its members give it. */
  readonly group: string;
  /** Topic that the group reads. */
  readonly topic: string;
}

/** One alarm of a cluster, with what its metric is looked up by. */
export interface PlannedKafkaAlarm extends PlannedThreshold {
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Alarms of a cluster by role. */
export type KafkaAlarms = Readonly<Record<string, PlannedKafkaAlarm>>;

/** What the alarms of any cluster are made from. */
export interface KafkaAlarmSettings {
  readonly clusterName: string;
  readonly consumers: Readonly<Record<string, KafkaConsumer>>;
  readonly consumerLagAlarm: Duration;
  readonly runbooksUrl: string;
}

/** What the alarms of brokers are made from. */
export interface BrokerAlarmSettings extends KafkaAlarmSettings {
  readonly brokers: number;
  readonly diskAlarmPercent: number;
}

const MINUTE = 60;
const SUSTAINED = { periodSeconds: MINUTE, evaluationPeriods: 5, datapointsToAlarm: 3 } as const;

/**
 * The alarm of each watched group of consumers, by `consumer-<key>-lag`.
 *
 * Source: https://docs.aws.amazon.com/msk/latest/developerguide/consumer-lag.html (read 2026-11-24).
 */
export function consumerAlarms(settings: KafkaAlarmSettings): KafkaAlarms {
  const { consumers, consumerLagAlarm, clusterName } = settings;
  const alarms = Object.entries(consumers).map(([key, { group, topic }]): [string, PlannedKafkaAlarm] => [
    `consumer-${key}-lag`,
    {
      ...SUSTAINED,
      metricName: "EstimatedMaxTimeLag",
      statistic: "Maximum",
      dimensions: { "Cluster Name": clusterName, "Consumer Group": group, Topic: topic },
      threshold: toSeconds(consumerLagAlarm),
      description: describe(settings, "kafka-consumer-behind", `${group} is ${consumerLagAlarm} behind in ${topic}`),
    },
  ]);
  return Object.fromEntries(alarms.toSorted(([left], [right]) => left.localeCompare(right)));
}

/** The alarms of a cluster of brokers: of the whole, and of each broker by `broker-<id>-<alarm>`. */
export function brokerAlarms(settings: BrokerAlarmSettings): KafkaAlarms {
  const ids = Array.from({ length: settings.brokers }, (_, index) => index + 1);
  return {
    "offline-partitions": {
      periodSeconds: MINUTE,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      metricName: "OfflinePartitionsCount",
      statistic: "Maximum",
      dimensions: { "Cluster Name": settings.clusterName },
      threshold: 1,
      description: describe(
        settings,
        "kafka-offline-partitions",
        "a partition has no leader and can be neither read nor written",
      ),
    },
    ...Object.fromEntries(ids.flatMap((id) => alarmsOfBroker(settings, id))),
  };
}

function alarmsOfBroker(settings: BrokerAlarmSettings, id: number): (readonly [string, PlannedKafkaAlarm])[] {
  const { clusterName, diskAlarmPercent } = settings;
  const broker = {
    ...SUSTAINED,
    statistic: "Maximum",
    dimensions: { "Cluster Name": clusterName, "Broker ID": String(id) },
  } as const;
  return [
    [
      `broker-${id}-under-replicated`,
      {
        ...broker,
        evaluationPeriods: 15,
        datapointsToAlarm: 15,
        metricName: "UnderReplicatedPartitions",
        threshold: 1,
        description: describe(
          settings,
          "kafka-under-replicated",
          `partitions led by broker ${id} lack copies for 15 minutes`,
        ),
      },
    ],
    [
      `broker-${id}-disk-used`,
      {
        ...broker,
        metricName: "KafkaDataLogsDiskUsed",
        threshold: diskAlarmPercent,
        description: describe(
          settings,
          "kafka-disk-used",
          `${diskAlarmPercent}% of the storage of broker ${id} is in use`,
        ),
      },
    ],
  ];
}

function describe({ clusterName, runbooksUrl }: KafkaAlarmSettings, runbook: RunbookId, what: string): string {
  return describeAlarm({ subject: clusterName, what, runbook, runbooksUrl });
}
