export { FEEDS } from "./contracts";
export { fedDays } from "./feed-days";
export { KafkaSink } from "./kafka-sink";
export { KinesisSink } from "./kinesis-sink";
export { liveFeed, type FeedStreams, type LiveFeed } from "./live-feed";
export { contractId } from "./schema";
