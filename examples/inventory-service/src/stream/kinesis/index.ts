export { openKinesis, type KinesisPlace } from "./kinesis-client";
export { KinesisStream, type KinesisOptions } from "./kinesis-stream";
