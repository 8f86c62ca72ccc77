/** What a mirror carries: records, and the offsets of consumers. */
export const MIRROR_CONNECTORS = ["records", "offsets"] as const;

/** One of {@link MIRROR_CONNECTORS}. */
export type MirrorConnector = (typeof MIRROR_CONNECTORS)[number];

/** What a connector is configured from. */
interface MirrorChoices {
  readonly mirrorName: string;
  readonly sourceBrokers: readonly string[];
  readonly sourceSecretArn: string;
  readonly topics: Readonly<Record<string, unknown>>;
  readonly consumerGroups: readonly string[];
  readonly tasks: number;
}

/** Name of the cluster on premises among MirrorMaker's topics. */
export const SOURCE_ALIAS = "premises";
/** Name of the region's cluster. */
const TARGET_ALIAS = "region";

const CLASSES = {
  records: "org.apache.kafka.connect.mirror.MirrorSourceConnector",
  offsets: "org.apache.kafka.connect.mirror.MirrorCheckpointConnector",
} as const satisfies Readonly<Record<MirrorConnector, string>>;

/** How a connector logs in to the region's cluster: by IAM over TLS. */
const TARGET_LOGIN = {
  "target.cluster.security.protocol": "SASL_SSL",
  "target.cluster.sasl.mechanism": "AWS_MSK_IAM",
  "target.cluster.sasl.jaas.config": "software.amazon.msk.auth.iam.IAMLoginModule required;",
  "target.cluster.sasl.client.callback.handler.class": "software.amazon.msk.auth.iam.IAMClientCallbackHandler",
} as const;

/**
 * Configuration of a connector of MirrorMaker 2, without the brokers of the region. Topics keep their names and are never
 * created or changed by the mirror; it writes nothing on premises, not even its own notes.
 *
 * Source: https://kafka.apache.org/37/generated/mirror_connector_config.html and its pages on source and checkpoint
 * connectors (read 2026-11-26).
 */
export function mirrorConfiguration(kind: MirrorConnector, choices: MirrorChoices): Readonly<Record<string, string>> {
  return {
    "connector.class": CLASSES[kind],
    "tasks.max": String(kind === "records" ? choices.tasks : 1),
    "source.cluster.alias": SOURCE_ALIAS,
    "target.cluster.alias": TARGET_ALIAS,
    "source.cluster.bootstrap.servers": choices.sourceBrokers.toSorted().join(","),
    "source.cluster.security.protocol": "SASL_SSL",
    "source.cluster.sasl.mechanism": "SCRAM-SHA-512",
    "source.cluster.sasl.jaas.config": scramLogin(nameOfSecret(choices.sourceSecretArn)),
    ...TARGET_LOGIN,
    "replication.policy.class": "org.apache.kafka.connect.mirror.IdentityReplicationPolicy",
    "offset-syncs.topic.location": "target",
    "replication.factor": "3",
    ...(kind === "records" ? recordSettings(choices) : offsetSettings(choices)),
  };
}

function recordSettings({ topics }: MirrorChoices): Readonly<Record<string, string>> {
  return {
    topics: Object.keys(topics).toSorted().map(quoted).join(","),
    "offset-syncs.topic.replication.factor": "3",
    "refresh.topics.enabled": "false",
    "sync.topic.configs.enabled": "false",
    "sync.topic.acls.enabled": "false",
    "source.consumer.auto.offset.reset": "earliest",
    "header.converter": "org.apache.kafka.connect.converters.ByteArrayConverter",
  };
}

function offsetSettings({ consumerGroups }: MirrorChoices): Readonly<Record<string, string>> {
  return {
    groups: consumerGroups.toSorted().map(quoted).join(","),
    "checkpoints.topic.replication.factor": "3",
    "emit.checkpoints.enabled": "true",
    "emit.checkpoints.interval.seconds": "30",
    "sync.group.offsets.enabled": "true",
    "sync.group.offsets.interval.seconds": "30",
  };
}

/** The login of SCRAM, whose values the worker reads from Secrets Manager when it starts. */
function scramLogin(secretName: string): string {
  const from = (key: string): string => `\${secretsmanager:${secretName}:${key}}`;
  const module = "org.apache.kafka.common.security.scram.ScramLoginModule";
  return `${module} required username="${from("username")}" password="${from("password")}";`;
}

/** Name of a secret: what its ARN ends in, without the six characters that Secrets Manager adds. */
export function nameOfSecret(arn: string): string {
  return arn.replace(/^.*:secret:/, "").replace(/-[A-Za-z0-9]{6}$/, "");
}

/** A name as a regular expression that matches it alone. */
function quoted(name: string): string {
  return name.replaceAll(".", "\\.");
}
