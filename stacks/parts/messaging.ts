import * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../../components/keys";
import { Queue } from "../../components/queue";
import { type KafkaCluster, Stream, type StreamOutputs } from "../../components/stream";
import type { RegionOutputs } from "../outputs";
import { buildKafka, type KafkaFoundations, topicsOf } from "./kafka";
import { buildKey, type Site } from "./site";

/** What producers and consumers of a stream need, whatever carries it. */
export type StreamParts = Pick<StreamOutputs, "name" | "arn" | "failureQueueArn" | "failureQueueUrl">;

/** Streams by name. */
export type Streams = Readonly<Record<string, StreamParts>>;

/** Queues by name. */
export type Queues = Readonly<Record<string, Queue>>;

/** What carries messages in a region. */
export interface Messaging {
  /** Its streams. */
  readonly streams: Streams;
  /** Its queues. */
  readonly queues: Queues;
  /** The Kafka cluster that carries the streams, where one does. */
  readonly kafka: KafkaCluster | undefined;
  /** The key of its streams and queues, where it has any. */
  readonly key: EncryptionKey | undefined;
}

/** Builds the streams and queues of a region, under a key of their own. */
export function buildMessaging(site: Site, foundations: KafkaFoundations): Messaging {
  const { streams, queues } = site.stack;
  if (streams.length + queues.length === 0) {
    return { streams: {}, queues: {}, kafka: undefined, key: undefined };
  }
  const key = buildKey(site, "streams");
  const kafka = buildKafka(site, { ...foundations, key });
  return {
    streams: kafka === undefined ? buildStreams(site, key) : topicsOf(site.stack, kafka),
    queues: buildQueues(site, key),
    kafka,
    key,
  };
}

function buildStreams({ stack, opts }: Site, { keyArn }: EncryptionKey): Streams {
  const streams = stack.streams.map(({ name, streamName, retention, tags }) => {
    const stream = new Stream(
      name,
      {
        ...{ streamName, retention, tags },
        keyArn,
        alarmTopicArns: [stack.alarmTopicArn],
        runbooksUrl: stack.runbooks,
        region: stack.region,
        protect: stack.protect,
      },
      opts,
    );
    return [name, stream] as const;
  });
  return Object.fromEntries(streams);
}

function buildQueues({ stack, opts }: Site, { keyArn }: EncryptionKey): Queues {
  const queues = stack.queues.map(({ name, fifo, ...shape }) => {
    const queue = new Queue(
      name,
      {
        ...shape,
        ...(fifo ? { fifo: {} } : {}),
        accountId: stack.account,
        keyArn,
        alarmTopicArns: [stack.alarmTopicArn],
        runbooksUrl: stack.runbooks,
        region: stack.region,
        protect: stack.protect,
      },
      opts,
    );
    return [name, queue] as const;
  });
  return Object.fromEntries(queues);
}

/** What others may know of the queues. */
export function queueOutputs(queues: Queues): RegionOutputs["queues"] {
  const outputs = Object.entries(queues).map(
    ([key, { name, arn, url, deadLetterQueueArn }]) => [key, { name, arn, url, deadLetterQueueArn }] as const,
  );
  return pulumi.output(Object.fromEntries(outputs));
}

/** What others may know of the streams. */
export function streamOutputs({ streams, kafka, key }: Messaging): RegionOutputs["streams"] {
  const own = kafka === undefined && key !== undefined ? { keyArn: key.keyArn } : {};
  const outputs = Object.entries(streams).map(
    ([stream, { name, arn, failureQueueArn, failureQueueUrl }]) =>
      [stream, { name, arn, failureQueueArn, failureQueueUrl, ...own }] as const,
  );
  return pulumi.output(Object.fromEntries(outputs));
}
