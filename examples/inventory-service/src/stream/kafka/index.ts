export { kafkaClient, type KafkaCluster, type KafkaOptions } from "./kafka-client";
export { KafkaStream } from "./kafka-stream";
