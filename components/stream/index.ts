export {
  FAILURE_ALARMS,
  FAILURE_DEFAULTS,
  FAILURE_RETENTION,
  FAILURE_SUFFIX,
  FAILURE_VISIBILITY,
  PARKED_SUFFIX,
  type FailureAlarm,
  type FailureChoices,
  type FailureDestinationPlan,
  type PlannedFailureAlarm,
  type PlannedThreshold,
} from "./failure-destination.plan";
export { failureRefusals, MAX_REDRIVE_ATTEMPTS, type FailureRefusalArgs } from "./failure-destination.refusals";
export type { KafkaAlarms, KafkaConsumer, PlannedKafkaAlarm } from "./kafka-alarms";
export { brokerRefusals, KAFKA_BOUNDS, type BrokerRefusalArgs } from "./kafka-brokers.refusals";
export { KafkaCluster } from "./kafka-cluster";
export type {
  KafkaClusterArgs,
  KafkaSurroundingArgs,
  ProvisionedKafkaArgs,
  ServerlessKafkaArgs,
} from "./kafka-cluster";
export {
  GUARDED_KAFKA_PROPERTIES,
  KAFKA_MIN_IN_SYNC,
  KAFKA_PROPERTIES,
  KAFKA_REPLICATION_FACTOR,
  type KafkaProperty,
  type KafkaPropertyRule,
  type KafkaPropertyValues,
} from "./kafka-properties";
export { KafkaReplicator, type KafkaReplicatorArgs, type ReplicatedKafkaArgs } from "./kafka-replicator";
export {
  KAFKA_REPLICATOR_DEFAULTS,
  planKafkaReplicator,
  REPLICATION,
  REPLICATOR_ALARMS,
  type ClusterIndex,
  type KafkaReplicatorPlan,
  type KafkaReplicatorPlanArgs,
  type PlannedDirection,
  type ReplicatedKafka,
  type ReplicatorAlarm,
} from "./kafka-replicator.plan";
export {
  kafkaReplicatorRefusals,
  MAX_PATTERNS,
  MAX_REPLICATOR_NAME,
  type KafkaReplicatorRefusalArgs,
  type ReplicatedKafkaSurroundings,
} from "./kafka-replicator.refusals";
export { MAX_TOPIC_NAME, topicRefusals } from "./kafka-topics.refusals";
export * from "./kafka.plan";
export {
  MAX_KAFKA_NAME,
  provisionedKafkaRefusals,
  serverlessKafkaRefusals,
  type KafkaSurroundings,
  type ProvisionedKafkaRefusalArgs,
  type ServerlessKafkaRefusalArgs,
} from "./kafka.refusals";
export {
  MAX_SCHEMA_BYTES,
  planSchemaRegistry,
  SCHEMA_DEFAULTS,
  SCHEMA_DIALECTS,
  schemaRegistryRefusals,
  type JsonSchema,
  type JsonValue,
  type PlannedSchema,
  type SchemaCompatibility,
  type SchemaRegistryPlanArgs,
  type SchemaSettings,
} from "./schema-registry.plan";
export { SchemaRegistry, type SchemaRegistryArgs } from "./schema-registry";
export { STREAM_POLICY_ACTIONS, type TlsOnlyPolicy } from "./resource-policies";
export { Stream, type StreamArgs } from "./stream";
export type { StreamKind, StreamOutputs, StreamProtocol } from "./stream-outputs";
export * from "./stream.plan";
export {
  MAX_RETENTION,
  MAX_STREAM_NAME,
  MIN_RETENTION,
  streamRefusals,
  type StreamRefusalArgs,
} from "./stream.refusals";
