export { KinesisStream, type KinesisOptions } from "./kinesis-stream";
