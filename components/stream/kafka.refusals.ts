import type { Refusal } from "../core/refusal";
import { toSeconds, type Duration } from "../core/units";
import { failureRefusals, isShorter } from "./failure-destination.refusals";
import { PARKED_SUFFIX } from "./failure-destination.plan";
import { KAFKA_DEFAULTS, type ProvisionedKafkaPlanArgs, type ServerlessKafkaPlanArgs } from "./kafka.plan";
import { brokerRefusals } from "./kafka-brokers.refusals";
import { isTopicName, topicRefusals } from "./kafka-topics.refusals";

/** What the refusals look at beside the shape of a cluster. */
export interface KafkaSurroundings {
  /** A subnet per zone. */
  readonly subnetIds: Readonly<Record<string, unknown>>;
  /** Who may reach the cluster. */
  readonly clientSecurityGroupIds: Readonly<Record<string, unknown>>;
  /** Topics that alarms notify. */
  readonly alarmTopicArns: readonly unknown[];
  /**
   * Region of the cluster.
   *
   * @default - the provider's region
   */
  readonly region?: string;
}

/** What the refusals of a serverless cluster look at. */
export interface ServerlessKafkaRefusalArgs extends ServerlessKafkaPlanArgs, KafkaSurroundings {}

/** What the refusals of a cluster of brokers look at. */
export interface ProvisionedKafkaRefusalArgs extends ProvisionedKafkaPlanArgs, KafkaSurroundings {}

type KafkaRefusalArgs = ServerlessKafkaRefusalArgs | ProvisionedKafkaRefusalArgs;

/** Longest name of a cluster. */
export const MAX_KAFKA_NAME = 64;
const CLUSTER_NAME = new RegExp(`^(?=.{1,${MAX_KAFKA_NAME}}$)[a-zA-Z0-9]+(-[a-zA-Z0-9]+)*$`);
const KEY = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const GROUP = /^[!-9;-~]+$/;
const MINUTE = 60;
const MIN_SERVERLESS_ZONES = 2;

const sharedRefusals: readonly Refusal<KafkaRefusalArgs>[] = [
  {
    when: ({ clusterName }) => !CLUSTER_NAME.test(clusterName),
    say: ({ clusterName }) => ({
      arg: "clusterName",
      got: clusterName,
      expected: `1 to ${MAX_KAFKA_NAME} letters, digits or single dashes`,
      change: `choose a name that leaves room for "${PARKED_SUFFIX}" in a queue's name`,
    }),
  },
  {
    when: ({ clientSecurityGroupIds }) => Object.keys(clientSecurityGroupIds).length === 0,
    say: () => ({
      arg: "clientSecurityGroupIds",
      got: {},
      expected: "one group or more",
      change: "name who reaches the cluster: nobody else does",
    }),
  },
  {
    when: (args) => withBrokenConsumer(args).length > 0,
    say: (args) => ({
      arg: "consumers",
      got: Object.fromEntries(withBrokenConsumer(args)),
      expected:
        "a short name of lower-case letters, digits or single dashes, a group of ASCII without a colon or space, and a topic",
      change: "rename them: CloudWatch publishes no lag of other groups",
    }),
  },
  {
    when: (args) => toSeconds(lagOf(args)) < MINUTE || !isShorter(lagOf(args), retentionOf(args)),
    say: (args) => ({
      arg: "consumerLagAlarm",
      got: lagOf(args),
      expected: `1 minute or more, and less than retention (${retentionOf(args)})`,
      change: "leave the time it takes to catch up before records expire",
    }),
  },
];

/** Reasons to refuse a serverless cluster. */
export const serverlessKafkaRefusals: readonly Refusal<ServerlessKafkaRefusalArgs>[] = [
  ...sharedRefusals,
  {
    when: ({ subnetIds }) => Object.keys(subnetIds).length < MIN_SERVERLESS_ZONES,
    say: ({ subnetIds }) => ({
      arg: "subnetIds",
      got: Object.keys(subnetIds),
      expected: `a subnet in each of ${MIN_SERVERLESS_ZONES} zones or more`,
      change: "give the cluster every zone of the network",
    }),
  },
  ...failureRefusals,
];

/** Reasons to refuse a cluster of brokers. */
export const provisionedKafkaRefusals: readonly Refusal<ProvisionedKafkaRefusalArgs>[] = [
  ...sharedRefusals,
  ...brokerRefusals,
  ...topicRefusals,
  ...failureRefusals,
];

function withBrokenConsumer({ consumers }: KafkaRefusalArgs): readonly (readonly [string, unknown])[] {
  return Object.entries(consumers).filter(
    ([key, { group, topic }]) => !KEY.test(key) || !GROUP.test(group) || !isTopicName(topic),
  );
}

function lagOf({ consumerLagAlarm }: KafkaRefusalArgs): Duration {
  return consumerLagAlarm ?? KAFKA_DEFAULTS.consumerLagAlarm;
}

function retentionOf(args: KafkaRefusalArgs): Duration {
  return (args.kind === "provisioned" ? args.retention : undefined) ?? KAFKA_DEFAULTS.retention;
}
