import { HOURS_OF_A_MONTH } from "../../../facts";
import { fixed, product, used, type Charge } from "../charge";
import type { Pricer } from "../pricer";
import type { Subject } from "../subject";

/** Retention that is paid with the stream itself. */
const INCLUDED_RETENTION_HOURS = 24;
/** From here on retention is paid by the GB. */
const LONG_RETENTION_HOURS = 168;

export const kinesisStream: Pricer = {
  type: "aws:kinesis/stream:Stream",
  usage: {
    ingestedGb: "GB written, each record rounded up to 1 KB (on demand)",
    retrievedGb: "GB read by consumers without fan-out of their own (on demand)",
    monthlyPutUnits: "put payload units of 25 KB (provisioned)",
    extendedRetentionGb: "GB kept beyond 24 hours, up to 7 days, in the mean of the month (on demand)",
    longRetentionGb: "GB kept beyond 7 days, in the mean of the month",
  },
  charges(stream) {
    const retention = stream.number("retentionPeriod", INCLUDED_RETENTION_HOURS);
    const isOnDemand = stream.text("streamModeDetails.streamMode", "PROVISIONED") === "ON_DEMAND";
    return [
      ...(isOnDemand ? onDemand(stream, retention) : shards(stream, retention)),
      ...(retention > LONG_RETENTION_HOURS
        ? [used("retention beyond 7 days", "kinesis:long-term-retention", stream.use("longRetentionGb"))]
        : []),
    ];
  },
};

function onDemand(stream: Subject, retention: number): readonly Charge[] {
  return [
    fixed("stream", "kinesis:on-demand-stream-hour", HOURS_OF_A_MONTH),
    used("data written", "kinesis:on-demand-in-gb", stream.use("ingestedGb")),
    used("data read", "kinesis:on-demand-out-gb", stream.use("retrievedGb")),
    ...(retention > INCLUDED_RETENTION_HOURS
      ? [used("retention up to 7 days", "kinesis:on-demand-extended-retention", stream.use("extendedRetentionGb"))]
      : []),
  ];
}

function shards(stream: Subject, retention: number): readonly Charge[] {
  const hours = stream.number("shardCount", 1) * HOURS_OF_A_MONTH;
  return [
    fixed("shards", "kinesis:shard-hour", hours),
    used("put payload units", "kinesis:put-payload-unit", stream.use("monthlyPutUnits")),
    ...(retention > INCLUDED_RETENTION_HOURS
      ? [fixed("retention up to 7 days", "kinesis:extended-retention-shard-hour", hours)]
      : []),
  ];
}

export const streamConsumer: Pricer = {
  type: "aws:kinesis/streamConsumer:StreamConsumer",
  usage: { shards: "shards of the stream", retrievedGb: "GB that the consumer reads" },
  charges: (consumer) => [
    used("fan-out", "kinesis:fan-out-consumer-shard-hour", product(consumer.use("shards"), HOURS_OF_A_MONTH)),
    used("data read", "kinesis:fan-out-gb", consumer.use("retrievedGb")),
  ],
};

export const queue: Pricer = {
  type: "aws:sqs/queue:Queue",
  usage: { monthlyRequests: "requests, each 64 KB of payload one" },
  charges(queue) {
    const kind = queue.flag("fifoQueue") ? "fifo" : "standard";
    return [used("requests", `sqs:${kind}-request`, queue.use("monthlyRequests"))];
  },
};

export const topic: Pricer = {
  type: "aws:sns/topic:Topic",
  usage: { monthlyRequests: "publish requests, each 64 KB of payload one" },
  charges: (topic) => [
    used(
      "publish requests",
      topic.flag("fifoTopic") ? "sns:fifo-request" : "sns:request",
      topic.use("monthlyRequests"),
    ),
  ],
};

export const kafkaCluster: Pricer = {
  type: "aws:msk/cluster:Cluster",
  usage: {},
  charges(cluster) {
    const brokers = cluster.number("numberOfBrokerNodes");
    const type = cluster.text("brokerNodeGroupInfo.instanceType");
    const volume = cluster.number("brokerNodeGroupInfo.storageInfo.ebsStorageInfo.volumeSize", 0);
    return [
      fixed(`${brokers} × ${type}`, `msk:${type}`, brokers * HOURS_OF_A_MONTH),
      ...(volume > 0 ? [fixed("storage", "msk:storage", brokers * volume)] : []),
    ];
  },
};

export const serverlessKafka: Pricer = {
  type: "aws:msk/serverlessCluster:ServerlessCluster",
  usage: {
    partitions: "partitions in the mean of the month",
    storageGb: "GB stored in the mean of the month",
    ingestedGb: "GB written",
    retrievedGb: "GB read",
  },
  charges: (cluster) => [
    fixed("cluster", "msk:serverless-cluster-hour", HOURS_OF_A_MONTH),
    used("partitions", "msk:serverless-partition-hour", product(cluster.use("partitions"), HOURS_OF_A_MONTH)),
    used("storage", "msk:serverless-storage", cluster.use("storageGb")),
    used("data written", "msk:serverless-ingested-gb", cluster.use("ingestedGb")),
    used("data read", "msk:serverless-retrieved-gb", cluster.use("retrievedGb")),
  ],
};

export const replicator: Pricer = {
  type: "aws:msk/replicator:Replicator",
  usage: { replicatedGb: "GB copied" },
  charges: (replicator) => [
    fixed("replicator", "msk:replicator-hour", HOURS_OF_A_MONTH),
    used("data copied", "msk:replicated-gb", replicator.use("replicatedGb")),
  ],
};

export const connector: Pricer = {
  type: "aws:mskconnect/connector:Connector",
  usage: {},
  charges(connector) {
    const under = connector.has("capacity.provisionedCapacity")
      ? "capacity.provisionedCapacity."
      : "capacity.autoscaling.";
    const workers = connector.number(`${under}${under.includes("provisioned") ? "workerCount" : "minWorkerCount"}`);
    const units = workers * connector.number(`${under}mcuCount`, 1);
    return [fixed("connect units", "msk-connect:mcu-hour", units * HOURS_OF_A_MONTH)];
  },
};

export const deliveryStream: Pricer = {
  type: "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
  usage: { ingestedGb: "GB taken in, each record rounded up to 5 KB unless it is read from a topic" },
  charges(stream) {
    const ingested = stream.use("ingestedGb");
    const meter = stream.has("mskSourceConfiguration") ? "firehose:msk-ingested-gb" : "firehose:ingested-gb";
    return [
      used("data taken in", meter, ingested),
      ...(stream.has("extendedS3Configuration.dataFormatConversionConfiguration")
        ? [used("format conversion", "firehose:format-conversion-gb", ingested)]
        : []),
    ];
  },
};

export const eventBus: Pricer = {
  type: "aws:cloudwatch/eventBus:EventBus",
  usage: { monthlyEvents: "events put by programs; those of AWS's services are free" },
  charges: (bus) => [used("events", "eventbridge:custom-event", bus.use("monthlyEvents"))],
};

export const eventArchive: Pricer = {
  type: "aws:cloudwatch/eventArchive:EventArchive",
  usage: { archivedGb: "GB taken in", storageGb: "GB kept in the mean of the month" },
  charges: (archive) => [
    used("data taken in", "eventbridge:archive-processed-gb", archive.use("archivedGb")),
    used("storage", "eventbridge:archive-storage", archive.use("storageGb")),
  ],
};

export const stateMachine: Pricer = {
  type: "aws:sfn/stateMachine:StateMachine",
  usage: {
    monthlyTransitions: "state transitions (standard)",
    monthlyRequests: "executions (express)",
    gbHours: "GB hours (express)",
  },
  charges: (machine) =>
    machine.text("type", "STANDARD") === "STANDARD"
      ? [used("transitions", "step-functions:transition", machine.use("monthlyTransitions"))]
      : [
          used("executions", "step-functions:express-request", machine.use("monthlyRequests")),
          used("duration", "step-functions:express-gb-hour", machine.use("gbHours")),
        ],
};

export const schedule: Pricer = {
  type: "aws:scheduler/schedule:Schedule",
  usage: { monthlyInvocations: "invocations" },
  charges: (schedule) => [used("invocations", "eventbridge:scheduled-invocation", schedule.use("monthlyInvocations"))],
};
