/**
 * Functions that turn the handling of one record into a Lambda handler with a partial batch response. The event source
 * has to report batch item failures (`functionResponseTypes: ["ReportBatchItemFailures"]`), or Lambda takes every
 * response for a success.
 */

/** What one record of a batch is given to. It throws, or rejects, where the record could not be handled. */
export type HandleRecord<Record> = (record: Record) => Promise<void>;

/** Hears of every record that failed: an invocation that reports failures counts as a success of the function. */
export type ReportFailure<Record> = (record: Record, error: unknown) => void;

/** A record of a Kinesis stream, as far as the order of a batch depends on it. */
export interface KinesisRecord {
  readonly kinesis: { readonly sequenceNumber: string; readonly partitionKey: string; readonly data: string };
}

/** A record of the stream of a DynamoDB table, as far as the order of a batch depends on it. */
export interface TableRecord {
  readonly eventName?: string;
  readonly dynamodb: { readonly SequenceNumber: string };
}

/** A message of an SQS queue, as far as the order of a batch depends on it. */
export interface QueueMessage {
  readonly messageId: string;
  readonly body: string;
  readonly attributes: { readonly MessageGroupId?: string };
  /** ARN of the queue. That of a FIFO queue, and no other, ends in `.fifo`. */
  readonly eventSourceARN: string;
}

/** A record of a Kafka topic, as far as the order of a batch depends on it. */
export interface KafkaRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** A batch of a Kinesis stream, of a table's stream or of a queue. */
export interface Batch<Record> {
  readonly Records: readonly Record[];
}

/** A batch of Kafka topics: the records of each partition, in their order. */
export interface KafkaBatch<Record> {
  readonly records: Readonly<{ [partition: string]: readonly Record[] }>;
}

/** The records that Lambda has to hand out again; none where the whole batch is done. */
export interface BatchResponse<Identifier = string> {
  readonly batchItemFailures: readonly { readonly itemIdentifier: Identifier }[];
}

/** Where a partition of a Kafka topic is to be read again: `<topic>-<partition>`, and the offset. */
export interface KafkaPosition {
  readonly partition: string;
  readonly offset: number;
}

/** Handles a shard's batch record by record and stops at the first failure, from which Lambda reads the shard again. */
export function kinesisHandler<Record extends KinesisRecord>(
  handle: HandleRecord<Record>,
  report: ReportFailure<Record>,
): (batch: Batch<Record>) => Promise<BatchResponse> {
  return ({ Records }) => inOrder(Records, { handle, report, identify: ({ kinesis }) => kinesis.sequenceNumber });
}

/** {@link kinesisHandler} for the stream of a DynamoDB table. */
export function tableHandler<Record extends TableRecord>(
  handle: HandleRecord<Record>,
  report: ReportFailure<Record>,
): (batch: Batch<Record>) => Promise<BatchResponse> {
  return ({ Records }) => inOrder(Records, { handle, report, identify: ({ dynamodb }) => dynamodb.SequenceNumber });
}

/**
 * Handles the messages of a queue, one after the other. After a failure, a standard queue's other messages are handled;
 * of a FIFO queue those of the same message group are not, and are reported with it, so that their order is kept.
 */
export function queueHandler<Message extends QueueMessage>(
  handle: HandleRecord<Message>,
  report: ReportFailure<Message>,
): (batch: Batch<Message>) => Promise<BatchResponse> {
  return async ({ Records }) => {
    const failed: { itemIdentifier: string }[] = [];
    const blocked = new Set<string>();
    for (const message of Records) {
      const group = groupOf(message);
      const waits = group !== undefined && blocked.has(group);
      if (waits || !(await succeeds(message, handle, report))) {
        failed.push({ itemIdentifier: message.messageId });
        if (group !== undefined) {
          blocked.add(group);
        }
      }
    }
    return { batchItemFailures: failed };
  };
}

/** {@link kinesisHandler} for Kafka: each partition stops at its own first failure. */
export function kafkaHandler<Record extends KafkaRecord>(
  handle: HandleRecord<Record>,
  report: ReportFailure<Record>,
): (batch: KafkaBatch<Record>) => Promise<BatchResponse<KafkaPosition>> {
  return async ({ records }) => {
    const failed: { itemIdentifier: KafkaPosition }[] = [];
    for (const partition of Object.values(records)) {
      const { batchItemFailures } = await inOrder(partition, { handle, report, identify: positionOf });
      failed.push(...batchItemFailures);
    }
    return { batchItemFailures: failed };
  };
}

interface Ordered<Record, Identifier> {
  readonly handle: HandleRecord<Record>;
  readonly report: ReportFailure<Record>;
  readonly identify: (record: Record) => Identifier;
}

async function inOrder<Record, Identifier>(
  records: readonly Record[],
  { handle, report, identify }: Ordered<Record, Identifier>,
): Promise<BatchResponse<Identifier>> {
  for (const record of records) {
    if (!(await succeeds(record, handle, report))) {
      return { batchItemFailures: [{ itemIdentifier: identify(record) }] };
    }
  }
  return { batchItemFailures: [] };
}

async function succeeds<Record>(
  record: Record,
  handle: HandleRecord<Record>,
  report: ReportFailure<Record>,
): Promise<boolean> {
  try {
    await handle(record);
    return true;
  } catch (error) {
    report(record, error);
    return false;
  }
}

/** The message group that keeps its order. Standard queues may carry a group too, which orders nothing there. */
function groupOf({ eventSourceARN, attributes }: QueueMessage): string | undefined {
  return eventSourceARN.endsWith(".fifo") ? (attributes.MessageGroupId ?? "") : undefined;
}

function positionOf({ topic, partition, offset }: KafkaRecord): KafkaPosition {
  return { partition: `${topic}-${partition}`, offset };
}
