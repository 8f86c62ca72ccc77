import { EVENT_SOURCE_LIMITS } from "../../facts/lambda";
import { toSeconds, type Duration } from "../core/units";

/** How many records a function is handed at once. */
export interface BatchBounds {
  /**
   * Most records of one batch.
   *
   * @default 100, of a queue 10
   */
  readonly batchSize?: number;
  /**
   * How long records may be gathered for a batch, in whole seconds up to 5 minutes.
   *
   * @default - a batch is handed over as soon as there are records
   */
  readonly batchWindow?: Duration;
}

/** What bounds the handling of a stream's records: without it one bad record holds its shard up for days. */
export interface StreamBounds extends BatchBounds {
  /**
   * How many times a batch is tried again before its records are given up. Splitting a batch does not count.
   *
   * @default 5
   */
  readonly maxRetries?: number;
  /**
   * How old a record may become before it is given up unseen.
   *
   * @default "1 day", of a table's stream "12 hours"
   */
  readonly maxRecordAge?: Duration;
  /**
   * Where a handler that never read the source begins: at the oldest record that there is, or behind the newest.
   *
   * @default "oldest"
   */
  readonly startAt?: "oldest" | "newest";
}

/** Settings of streams that are read by the shard. */
export interface ShardBounds extends StreamBounds {
  /**
   * How many batches of one shard are handled at the same time; the order of a partition key is kept.
   *
   * @default 1
   */
  readonly parallelization?: number;
}

/** A Kinesis stream. `Text` is how ARNs and names are held. */
export interface KinesisSource<Text> extends ShardBounds {
  readonly kind: "kinesis";
  /** ARN of the stream: `arn` of a `Stream`. */
  readonly streamArn: Text;
  /** ARN of the customer key that encrypts the records. */
  readonly keyArn: Text;
  /** ARN of the queue for what the handler gives up on: `failureQueueArn` of a `Stream`. */
  readonly failureQueueArn: Text;
  /**
   * ARN of the customer key that encrypts the failures.
   *
   * @default - `keyArn`, as `Stream` has it
   */
  readonly failureKeyArn?: Text;
}

/** The stream of a DynamoDB table. */
export interface TableSource<Text> extends ShardBounds {
  readonly kind: "table-stream";
  /** ARN of the stream: `streamArn` of a `KeyValue`. */
  readonly streamArn: Text;
  /** ARN of the customer key that encrypts the table. */
  readonly keyArn: Text;
  /**
   * How long a failure may wait before the second alarm. Its records leave the stream a day after they came.
   *
   * @default "6 hours"
   */
  readonly failureAgeAlarm?: Duration;
}

/** An SQS queue, whose dead letters are its own. */
export interface QueueSource<Text> extends BatchBounds {
  readonly kind: "queue";
  /** ARN of the queue: `arn` of a `Queue`. */
  readonly queueArn: Text;
  /** ARN of the customer key that encrypts the messages. */
  readonly keyArn: Text;
  /** Whether the queue keeps order: `kind` of a `Queue`. */
  readonly queueKind: "standard" | "fifo";
  /** How long the queue hides a received message: `visibilityTimeoutSeconds` of a `Queue`. */
  readonly visibilityTimeoutSeconds: number;
  /** ARN of the queue's dead-letter queue: `deadLetterQueueArn` of a `Queue`. */
  readonly deadLetterQueueArn: Text;
  /**
   * How many batches are handled at the same time.
   *
   * @default - `reservedConcurrency`: more would be throttled, and throttled messages become dead letters unseen
   */
  readonly maxConcurrency?: number;
}

/** A topic of an MSK cluster that lets clients in by IAM. It is read in Lambda's provisioned mode, which alone has bounds. */
export interface KafkaSource<Text> extends StreamBounds {
  readonly kind: "kafka";
  /** ARN of the cluster: `arn` of a `KafkaCluster`. */
  readonly clusterArn: Text;
  /** Name of the cluster, by which MSK publishes how far the group is behind. */
  readonly clusterName: Text;
  /** Topic that is read. */
  readonly topic: string;
  /** Consumer group of the handler: no other consumer may have it. */
  readonly consumerGroup: string;
  /** ARN of the queue for what the handler gives up on: `failureQueueArn` of a `KafkaCluster`. */
  readonly failureQueueArn: Text;
  /** ARN of the customer key that encrypts the failures. */
  readonly keyArn: Text;
  /**
   * Fewest and most pollers, each of which reads up to 5 MB a second and is paid for by the hour.
   *
   * @default { min: 1, max: 5 }
   */
  readonly pollers?: { readonly min: number; readonly max: number };
}

/** No source that is read: others invoke the handler, and need not wait for its answer. */
export interface InvokeSource {
  readonly kind: "invoke";
  /**
   * How many times an event that nobody waits for is tried again, 0 to 2.
   *
   * @default 2
   */
  readonly maxRetries?: number;
  /**
   * How old such an event may become before it is given up.
   *
   * @default "1 hour"
   */
  readonly maxEventAge?: Duration;
  /**
   * How long a failure may wait before the second alarm.
   *
   * @default "1 day"
   */
  readonly failureAgeAlarm?: Duration;
}

/** Where a handler's records come from. */
export type HandlerSource<Text> =
  KinesisSource<Text> | TableSource<Text> | QueueSource<Text> | KafkaSource<Text> | InvokeSource;

/** A source that Lambda reads for the handler. */
export type ReadSource<Text> = Exclude<HandlerSource<Text>, InvokeSource>;

/** What a source gets where its settings leave the choice open. */
export const SOURCE_DEFAULTS = {
  kinesis: { batchSize: 100, maxRetries: 5, maxRecordAge: "1 day", startAt: "oldest", parallelization: 1 },
  "table-stream": {
    batchSize: 100,
    maxRetries: 5,
    maxRecordAge: "12 hours",
    startAt: "oldest",
    parallelization: 1,
    failureAgeAlarm: "6 hours",
  },
  queue: { batchSize: 10 },
  kafka: { batchSize: 100, maxRetries: 5, maxRecordAge: "1 day", startAt: "oldest", pollers: { min: 1, max: 5 } },
  invoke: { maxRetries: 2, maxEventAge: "1 hour", failureAgeAlarm: "1 day" },
} as const satisfies { readonly [Kind in HandlerSource<unknown>["kind"]]: object };

/** What reads a source for the handler, as AWS names its settings; ARNs are left out. */
export interface PlannedMapping {
  readonly batchSize: number;
  readonly maximumBatchingWindowInSeconds?: number;
  readonly functionResponseTypes: string[];
  readonly metricsConfig: { metrics: string[] };
  readonly bisectBatchOnFunctionError?: true;
  readonly maximumRetryAttempts?: number;
  readonly maximumRecordAgeInSeconds?: number;
  readonly startingPosition?: "TRIM_HORIZON" | "LATEST";
  readonly parallelizationFactor?: number;
  readonly scalingConfig?: { readonly maximumConcurrency: number };
  readonly topics?: string[];
  readonly amazonManagedKafkaEventSourceConfig?: { readonly consumerGroupId: string };
  readonly provisionedPollerConfig?: { readonly minimumPollers: number; readonly maximumPollers: number };
}

/** How an event that nobody waits for is tried again. */
export interface PlannedInvocation {
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeInSeconds: number;
}

/** Plans what reads a source. */
export function planMapping(source: ReadSource<unknown>, reservedConcurrency: number): PlannedMapping {
  return { ...planBatches(source), ...planBounds(source, reservedConcurrency) };
}

/** Plans what becomes of events that nobody waits for. */
export function planInvocation(source: InvokeSource): PlannedInvocation {
  const { maxRetries, maxEventAge } = { ...SOURCE_DEFAULTS.invoke, ...source };
  return { maximumRetryAttempts: maxRetries, maximumEventAgeInSeconds: toSeconds(maxEventAge) };
}

/** How old a record or an event may become; messages of a queue are bounded by the queue. */
export function longestAge(source: HandlerSource<unknown>): Duration | undefined {
  switch (source.kind) {
    case "kinesis":
    case "kafka":
    case "table-stream":
      return source.maxRecordAge ?? SOURCE_DEFAULTS[source.kind].maxRecordAge;
    case "invoke":
      return source.maxEventAge ?? SOURCE_DEFAULTS.invoke.maxEventAge;
    case "queue":
      return undefined;
  }
}

function planBatches(source: ReadSource<unknown>): PlannedMapping {
  const batchSize = source.batchSize ?? SOURCE_DEFAULTS[source.kind].batchSize;
  const window = windowSeconds(source, batchSize);
  return {
    batchSize,
    ...(window === undefined ? {} : { maximumBatchingWindowInSeconds: window }),
    functionResponseTypes: ["ReportBatchItemFailures"],
    metricsConfig: { metrics: ["EventCount"] },
  };
}

/** A queue's larger batches need a second; Kafka's half a second could not be had back once a window was set. */
function windowSeconds({ kind, batchWindow }: ReadSource<unknown>, batchSize: number): number | undefined {
  if (batchWindow !== undefined) {
    return toSeconds(batchWindow);
  }
  return kind === "queue" && batchSize > EVENT_SOURCE_LIMITS.windowlessBatchMessages ? 1 : undefined;
}

function planBounds(source: ReadSource<unknown>, reservedConcurrency: number): Partial<PlannedMapping> {
  switch (source.kind) {
    case "kinesis":
    case "table-stream":
      return {
        ...planStreamBounds(source),
        parallelizationFactor: source.parallelization ?? SOURCE_DEFAULTS[source.kind].parallelization,
      };
    case "queue":
      return { scalingConfig: { maximumConcurrency: source.maxConcurrency ?? reservedConcurrency } };
    case "kafka":
      return { ...planStreamBounds(source), ...planKafka(source) };
  }
}

function planStreamBounds(source: Exclude<ReadSource<unknown>, { kind: "queue" }>): Partial<PlannedMapping> {
  const { maxRetries, maxRecordAge, startAt } = { ...SOURCE_DEFAULTS[source.kind], ...source };
  return {
    bisectBatchOnFunctionError: true,
    maximumRetryAttempts: maxRetries,
    maximumRecordAgeInSeconds: toSeconds(maxRecordAge),
    startingPosition: startAt === "oldest" ? "TRIM_HORIZON" : "LATEST",
  };
}

function planKafka({ topic, consumerGroup, pollers }: KafkaSource<unknown>): Partial<PlannedMapping> {
  const { min, max } = pollers ?? SOURCE_DEFAULTS.kafka.pollers;
  return {
    topics: [topic],
    amazonManagedKafkaEventSourceConfig: { consumerGroupId: consumerGroup },
    provisionedPollerConfig: { minimumPollers: min, maximumPollers: max },
  };
}
