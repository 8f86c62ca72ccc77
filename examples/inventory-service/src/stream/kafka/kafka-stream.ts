import type { Kafka, Message } from "kafkajs";
import type { CloudEvent } from "../cloud-event";
import { writtenInParts } from "../envelope";
import type { ListenOptions, Listening, Source } from "../source";
import { Fenced, type ShardBatch, type Stream } from "../stream";
import { kafkaClient, type KafkaOptions } from "./kafka-client";
import { KafkaListening } from "./kafka-listening";
import { prepareTopic } from "./kafka-topic";
import { isFollowed, ShardProducer } from "./shard-producer";

/** Bytes of one request, below the 1 MiB that brokers take by default. */
const MOST_BYTES = 500_000;

/** What a Kafka stream needs beside its cluster. */
export interface KafkaStreamOptions extends KafkaOptions {
  /** Makes a name that nobody else has, for those who listen alone. */
  readonly newName: () => string;
}

/** Events in a topic of Kafka: a partition for each shard, the subject as key, CloudEvents in structured mode. */
export class KafkaStream implements Stream, Source {
  readonly #kafka: Kafka;
  readonly #options: KafkaStreamOptions;
  readonly #producers = new Map<number, ShardProducer>();

  private constructor(kafka: Kafka, options: KafkaStreamOptions) {
    this.#kafka = kafka;
    this.#options = options;
  }

  /** Connects to a cluster, and makes the topic where there is none. */
  static async open(options: KafkaStreamOptions): Promise<KafkaStream> {
    const kafka = kafkaClient(options);
    await prepareTopic(kafka, options.topic);
    return new KafkaStream(kafka, options);
  }

  /** Leaves the cluster. */
  async close(): Promise<void> {
    const producers = [...this.#producers.values()];
    this.#producers.clear();
    await Promise.all(producers.map((producer) => producer.end()));
  }

  async publish(batch: ShardBatch): Promise<void> {
    if (batch.events.length === 0) {
      return;
    }
    const parts = writtenInParts(batch.events, MOST_BYTES).map((part) => part.map(messageOf));
    try {
      await this.#publish(batch, parts);
    } catch (error) {
      if (!isFollowed(error)) {
        throw error;
      }
      // Somebody has begun; who of the two is late, the number says.
      await this.#publish(batch, parts);
    }
  }

  async listen({ group, since, listener, onError }: ListenOptions): Promise<Listening> {
    const { topic, newName } = this.#options;
    return KafkaListening.begin({
      ...{ kafka: this.#kafka, topic, since, listener, onError },
      groupId: `${topic}-${group ?? newName()}`,
      isShared: group !== undefined,
    });
  }

  async #publish(batch: ShardBatch, parts: readonly (readonly Message[])[]): Promise<void> {
    const producer = await this.#producerOf(batch);
    try {
      await producer.publish(parts);
    } catch (error) {
      this.#producers.delete(batch.shard);
      await producer.end();
      throw error;
    }
  }

  async #producerOf({ shard, fence }: ShardBatch): Promise<ShardProducer> {
    const known = this.#producers.get(shard);
    if (known !== undefined && known.fence > fence) {
      throw new Fenced({ shard, fence });
    }
    if (known?.fence === fence) {
      return known;
    }
    this.#producers.delete(shard);
    await known?.end();
    const producer = await ShardProducer.begin({ kafka: this.#kafka, topic: this.#options.topic, shard, fence });
    this.#producers.set(shard, producer);
    return producer;
  }
}

function messageOf({ event, text }: { readonly event: CloudEvent; readonly text: string }): Message {
  const headers = { "content-type": "application/cloudevents+json; charset=UTF-8" };
  return { key: event.subject, value: text, headers };
}
