import type { Kafka, Message, Producer, Transaction } from "kafkajs";
import { Fenced } from "../stream";
import { patiently, RETRY } from "./kafka-client";

/** Which shard is published, under which number, and where. */
export interface ShardProducerOptions {
  /** The cluster. */
  readonly kafka: Kafka;
  /** Where it is published. */
  readonly topic: string;
  /** What is published. */
  readonly shard: number;
  /** The publisher's number. */
  readonly fence: number;
}

/** Answers of a broker to a producer after which another one has begun with the same transactional id. */
const FOLLOWED = new Set(["PRODUCER_FENCED", "INVALID_PRODUCER_EPOCH", "INVALID_TRANSACTION_STATE"]);

/** How long the broker lets a transaction be open. */
const TRANSACTION_MILLISECONDS = 30_000;

/**
 * Publishes one shard in transactions, under one number. The broker lets only the last producer of a transactional id write; so
 * the one who begins ends the one before, whichever of them is late. Who is late is told by the number: it is kept in the
 * topic's own cluster, as the offset that a group has committed for the shard's partition, in the same transactions as the
 * events. A producer reads it after it has begun, when nobody before it can write any longer, and writes nothing where it is
 * above its own.
 */
export class ShardProducer {
  readonly #options: ShardProducerOptions;
  readonly #producer: Producer;
  #begun: Transaction | undefined;

  private constructor(options: ShardProducerOptions, producer: Producer, begun: Transaction) {
    this.#options = options;
    this.#producer = producer;
    this.#begun = begun;
  }

  /**
   * Begins to publish a shard.
   * @throws Fenced where it has a publisher of a higher number
   */
  static async begin(options: ShardProducerOptions): Promise<ShardProducer> {
    const { kafka, topic, shard, fence } = options;
    const producer = kafka.producer({
      transactionalId: `${topic}-${shard}`,
      idempotent: true,
      maxInFlightRequests: 1,
      transactionTimeout: TRANSACTION_MILLISECONDS,
      retry: RETRY,
    });
    try {
      await producer.connect();
      const begun = await producer.transaction();
      if ((await highestFence(options)) > fence) {
        throw new Fenced({ shard, fence });
      }
      return new ShardProducer(options, producer, begun);
    } catch (error) {
      await producer.disconnect();
      throw error;
    }
  }

  /** The number under which it publishes. */
  get fence(): number {
    return this.#options.fence;
  }

  /** Publishes messages: all of them, or none where it fails. After a failure nothing more can be published. */
  async publish(parts: readonly (readonly Message[])[]): Promise<void> {
    const { topic, shard, fence } = this.#options;
    const begun = this.#begun;
    const transaction = begun ?? (await this.#producer.transaction());
    this.#begun = undefined;
    for (const part of parts) {
      const messages = part.map((message) => ({ ...message, partition: shard }));
      await transaction.send({ topic, acks: -1, messages });
    }
    if (begun !== undefined) {
      const partitions = [{ partition: shard, offset: String(fence) }];
      await transaction.sendOffsets({ consumerGroupId: fencesOf(topic), topics: [{ topic, partitions }] });
    }
    await transaction.commit();
  }

  /** Leaves the brokers. A transaction that is open is ended by whoever begins next, or by its time. */
  end(): Promise<void> {
    return this.#producer.disconnect();
  }
}

/** Whether a failure says that another producer has begun. */
export function isFollowed(error: unknown): boolean {
  if (!(error instanceof Error)) {
    return false;
  }
  const type = "type" in error ? error.type : undefined;
  return (typeof type === "string" && FOLLOWED.has(type)) || isFollowed(error.cause);
}

/** The group whose committed offsets are the highest numbers of the shards' publishers. */
function fencesOf(topic: string): string {
  return `${topic}-publishers`;
}

async function highestFence({ kafka, topic, shard }: ShardProducerOptions): Promise<number> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    // The group's coordinator may have to read first what was committed.
    const [found] = await patiently(() => admin.fetchOffsets({ groupId: fencesOf(topic), topics: [topic] }));
    const offset = found?.partitions.find(({ partition }) => partition === shard)?.offset;
    return Number(offset ?? -1);
  } finally {
    await admin.disconnect();
  }
}
