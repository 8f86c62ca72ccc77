/** What one property of the brokers may hold. */
export interface KafkaPropertyRule {
  /** Shape of a legal value. */
  readonly pattern: RegExp;
  /** The shape in words, for messages. */
  readonly expected: string;
}

const WHOLE_NUMBER: KafkaPropertyRule = { pattern: /^[1-9]\d{0,8}$/, expected: "a whole number from 1" };
const COMPRESSIONS = ["producer", "uncompressed", "gzip", "snappy", "lz4", "zstd"] as const;

/** Copies of each record, in as many zones. */
export const KAFKA_REPLICATION_FACTOR = 3;
/** Copies that have to hold a record before it counts as written. */
export const KAFKA_MIN_IN_SYNC = 2;

/**
 * Properties of the brokers that a cluster may set, and their legal values.
 *
 * Source: https://docs.aws.amazon.com/msk/latest/developerguide/msk-configuration-properties.html (read 2026-11-24).
 */
export const KAFKA_PROPERTIES = {
  "compression.type": {
    pattern: new RegExp(`^(${COMPRESSIONS.join("|")})$`),
    expected: `one of ${COMPRESSIONS.join(", ")}`,
  },
  "group.initial.rebalance.delay.ms": { pattern: /^(0|[1-9]\d{0,5})$/, expected: "a whole number of milliseconds" },
  "message.max.bytes": { pattern: /^[1-9]\d{2,7}$/, expected: "a whole number of bytes" },
  "num.io.threads": WHOLE_NUMBER,
  "num.network.threads": WHOLE_NUMBER,
  "num.partitions": WHOLE_NUMBER,
  "num.replica.fetchers": WHOLE_NUMBER,
} as const satisfies Record<string, KafkaPropertyRule>;

/** One of {@link KAFKA_PROPERTIES}. */
export type KafkaProperty = keyof typeof KAFKA_PROPERTIES;

/** Values of properties. */
export type KafkaPropertyValues = Readonly<Partial<Record<KafkaProperty, string>>>;

/**
 * Properties that every cluster has and none may change: no record is acknowledged that one lost zone could take away,
 * and no topic appears that nobody declared.
 */
export const GUARDED_KAFKA_PROPERTIES = {
  "auto.create.topics.enable": "false",
  "default.replication.factor": String(KAFKA_REPLICATION_FACTOR),
  "min.insync.replicas": String(KAFKA_MIN_IN_SYNC),
  "offsets.topic.replication.factor": String(KAFKA_REPLICATION_FACTOR),
  "transaction.state.log.min.isr": String(KAFKA_MIN_IN_SYNC),
  "transaction.state.log.replication.factor": String(KAFKA_REPLICATION_FACTOR),
  "unclean.leader.election.enable": "false",
} as const satisfies Record<string, string>;

/** The properties of a cluster's brokers, as Kafka reads them, sorted by name. */
export function planServerProperties(retentionHours: number, values: KafkaPropertyValues): string {
  const all = { ...values, ...GUARDED_KAFKA_PROPERTIES, "log.retention.hours": String(retentionHours) };
  return Object.entries(all)
    .map(([name, value]) => `${name}=${value}\n`)
    .toSorted()
    .join("");
}

/** Whether a string names a property that a cluster may set. */
export function isKafkaProperty(name: string): name is KafkaProperty {
  return Object.hasOwn(KAFKA_PROPERTIES, name);
}
