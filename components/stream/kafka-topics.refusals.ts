import { isKafkaBrokerType, KAFKA_BROKER_TYPES } from "../../facts/kafka-broker-types";
import type { Refusal } from "../core/refusal";
import { toSeconds } from "../core/units";
import { KAFKA_REPLICATION_FACTOR } from "./kafka-properties";
import { KAFKA_DEFAULTS, type KafkaTopic, type ProvisionedKafkaPlanArgs } from "./kafka.plan";

/** Longest name of a topic. */
export const MAX_TOPIC_NAME = 249;

const TOPIC = new RegExp(`^[a-zA-Z0-9._-]{1,${MAX_TOPIC_NAME}}$`);
const PARTITION_SHARE = 0.8;

/** Reasons to refuse the topics of a cluster of brokers. */
export const topicRefusals: readonly Refusal<ProvisionedKafkaPlanArgs>[] = [
  {
    when: ({ topics }) => Object.keys(topics).some((name) => !isTopicName(name)),
    say: ({ topics }) => ({
      arg: "topics",
      got: Object.keys(topics).filter((name) => !isTopicName(name)),
      expected: `names of 1 to ${MAX_TOPIC_NAME} letters, digits, dots, underscores or dashes`,
      change: "rename the topics",
    }),
  },
  {
    when: (args) => chosen(args, ({ partitions }) => !Number.isInteger(partitions) || partitions < 1).length > 0,
    say: (args) => ({
      arg: "topics",
      got: Object.fromEntries(
        chosen(args, ({ partitions }) => !Number.isInteger(partitions) || partitions < 1).map(([name, topic]) => [
          name,
          topic.partitions,
        ]),
      ),
      expected: "a whole number of partitions from 1",
      change: "count as many partitions as members of one group are to read at the same time",
    }),
  },
  {
    when: (args) => chosen(args, isForgetful).length > 0,
    say: (args) => ({
      arg: "topics",
      got: Object.fromEntries(chosen(args, isForgetful).map(([name, { retention }]) => [name, retention])),
      expected: `a retention of ${KAFKA_DEFAULTS.retention} or more`,
      change: "keep records long enough to repair a consumer and read them again",
    }),
  },
  {
    when: (args) => copiesPerBroker(args) > partitionsOf(args),
    say: (args) => ({
      arg: "topics",
      got: `${copiesPerBroker(args)} copies of partitions on each broker`,
      expected: `${partitionsOf(args)} or fewer on ${brokerTypeOf(args)}, which leaves a fifth of what AWS recommends to Kafka itself`,
      change: "add brokers, choose a larger type, or give topics fewer partitions",
    }),
  },
];

/** Whether Kafka takes a text as the name of a topic. */
export function isTopicName(name: string): boolean {
  return TOPIC.test(name) && name !== "." && name !== "..";
}

function chosen(
  { topics }: ProvisionedKafkaPlanArgs,
  isChosen: (topic: KafkaTopic) => boolean,
): readonly (readonly [string, KafkaTopic])[] {
  return Object.entries(topics).filter(([, topic]) => isChosen(topic));
}

function isForgetful({ cleanup, retention }: KafkaTopic): boolean {
  return cleanup !== "compact" && retention !== undefined && toSeconds(retention) < toSeconds(KAFKA_DEFAULTS.retention);
}

function copiesPerBroker({ topics, brokers = KAFKA_DEFAULTS.brokers }: ProvisionedKafkaPlanArgs): number {
  const partitions = Object.values(topics).reduce((sum, topic) => sum + topic.partitions, 0);
  return Math.ceil((partitions * KAFKA_REPLICATION_FACTOR) / brokers);
}

function partitionsOf(args: ProvisionedKafkaPlanArgs): number {
  const type = brokerTypeOf(args);
  return isKafkaBrokerType(type) ? KAFKA_BROKER_TYPES[type].recommendedPartitions * PARTITION_SHARE : Infinity;
}

function brokerTypeOf({ brokerType }: ProvisionedKafkaPlanArgs): string {
  return brokerType ?? KAFKA_DEFAULTS.brokerType;
}
