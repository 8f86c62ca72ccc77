import type { Producer } from "kafkajs";
import { kafkaClient, type KafkaCluster } from "../stream/kafka";
import type { FeedRecord, FeedSink } from "./live-feed";

/** Feeds in topics of Kafka: a JSON document each. Their topics are made by those who read them, who say how many partitions they want. */
export class KafkaSink implements FeedSink {
  readonly #producer: Producer;

  private constructor(producer: Producer) {
    this.#producer = producer;
  }

  /**
   * Connects to a cluster.
   * @throws Error where it has not each of the topics
   */
  static async open(cluster: KafkaCluster, topics: readonly string[]): Promise<KafkaSink> {
    const kafka = kafkaClient(cluster);
    const admin = kafka.admin();
    await admin.connect();
    const there = await admin.listTopics().finally(() => admin.disconnect());
    const missing = topics.filter((topic) => !there.includes(topic));
    if (missing.length > 0) {
      throw new Error(`there is no Kafka topic ${missing.join(", ")} for a feed; make it, or name another`);
    }
    const producer = kafka.producer({ allowAutoTopicCreation: false });
    await producer.connect();
    return new KafkaSink(producer);
  }

  async send(topic: string, records: readonly FeedRecord[]): Promise<void> {
    // All brokers that are in step have it: what is left of one is what has been answered.
    await this.#producer.send({ topic, acks: -1, messages: records.map((each) => ({ value: JSON.stringify(each) })) });
  }

  /** Leaves the cluster. */
  async close(): Promise<void> {
    await this.#producer.disconnect();
  }
}
