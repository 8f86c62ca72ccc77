import type { Kafka, Producer } from "kafkajs";
import { kafkaClient, type KafkaCluster } from "../stream/kafka";
import type { FeedRecord, FeedSink } from "./live-feed";

/** A feed in a topic of Kafka: a JSON document each. The topic is made by those who read it, who say how many partitions they want. */
export class KafkaSink implements FeedSink {
  readonly #producer: Producer;
  readonly #topic: string;

  private constructor(producer: Producer, topic: string) {
    this.#producer = producer;
    this.#topic = topic;
  }

  /**
   * Connects to a cluster.
   * @throws Error where it has no such topic
   */
  static async open(cluster: KafkaCluster, topic: string): Promise<KafkaSink> {
    const kafka = kafkaClient(cluster);
    if (!(await topicsOf(kafka)).includes(topic)) {
      throw new Error(`there is no Kafka topic "${topic}" for a feed; make it, or name another`);
    }
    const producer = kafka.producer({ allowAutoTopicCreation: false });
    try {
      await producer.connect();
    } catch (error) {
      await producer.disconnect();
      throw error;
    }
    return new KafkaSink(producer, topic);
  }

  async send(records: readonly FeedRecord[]): Promise<void> {
    const messages = records.map((each) => ({ value: JSON.stringify(each) }));
    // All brokers that are in step have it: what is left of one is what has been answered.
    await this.#producer.send({ topic: this.#topic, acks: -1, messages });
  }

  async close(): Promise<void> {
    await this.#producer.disconnect();
  }
}

async function topicsOf(kafka: Kafka): Promise<readonly string[]> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    return await admin.listTopics();
  } finally {
    await admin.disconnect();
  }
}
