export type { KafkaOptions } from "./kafka-client";
export { KafkaStream } from "./kafka-stream";
