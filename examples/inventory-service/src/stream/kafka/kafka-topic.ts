import type { Kafka } from "kafkajs";
import { patiently } from "./kafka-client";

/** Partitions of the topic: one for each shard, so that a shard is in order and has one publisher. */
const SHARDS = 64;

/**
 * Makes the topic where there is none.
 * @throws Error where there is one that has not a partition for each shard
 */
export async function prepareTopic(kafka: Kafka, topic: string): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const topics = await admin.listTopics();
    if (!topics.includes(topic)) {
      await admin.createTopics({ topics: [{ topic, numPartitions: SHARDS }], waitForLeaders: false });
    }
    const { topics: found } = await patiently(() => admin.fetchTopicMetadata({ topics: [topic] }));
    const partitions = found[0]?.partitions.length ?? 0;
    if (partitions !== SHARDS) {
      throw new Error(
        `Kafka topic "${topic}" has ${partitions} partitions, expected ${SHARDS}, one for each shard; name another topic, which is made`,
      );
    }
    // Each partition answers once it has a leader who knows that it is one.
    await patiently(() => admin.fetchTopicOffsets(topic));
  } finally {
    await admin.disconnect();
  }
}
