import type { Variables } from "./config";

/** A variable that does not go with another. */
interface Conflict {
  readonly name: keyof Variables;
  readonly message: string;
}

type Names = readonly (keyof Variables)[];

/** When variables do not go together, which ones are to blame, and what is wrong. */
const RULES: readonly {
  readonly when: (value: Variables) => boolean;
  readonly needed?: Names;
  readonly refused?: Names;
  readonly text: string;
}[] = [
  {
    when: ({ DATABASE_AUTH: auth }) => auth === "aws-iam",
    needed: ["DATABASE_URL", "AWS_REGION"],
    text: "is missing, which DATABASE_AUTH aws-iam needs",
  },
  {
    when: ({ KAFKA_AUTH: auth }) => auth !== "none",
    needed: ["KAFKA_BROKERS"],
    text: "is missing, which KAFKA_AUTH needs: it says how these let the service in",
  },
  {
    when: ({ KAFKA_AUTH: auth }) => auth === "aws-iam",
    needed: ["AWS_REGION"],
    text: "is missing, which KAFKA_AUTH aws-iam needs",
  },
  {
    when: ({ KAFKA_BROKERS: brokers }) => brokers !== undefined,
    refused: ["KINESIS_STREAM"],
    text: "is set beside KAFKA_BROKERS, expected one of the two: events go one way",
  },
  {
    when: ({ KINESIS_STREAM: stream }) => stream !== undefined,
    needed: ["AWS_REGION"],
    text: "is missing, which KINESIS_STREAM needs",
  },
  {
    when: ({ KINESIS_ENDPOINT: endpoint }) => endpoint !== undefined,
    needed: ["KINESIS_STREAM"],
    text: "is missing, which KINESIS_ENDPOINT needs",
  },
  {
    when: ({ FEED_STREAMS: feeds, KINESIS_STREAM: stream }) => feeds !== undefined && stream === undefined,
    needed: ["KAFKA_BROKERS"],
    text: "is missing, which FEED_STREAMS needs, or else KINESIS_STREAM: feeds go where events go",
  },
  {
    when: ({ FEED_STREAMS: feeds = {}, KAFKA_BROKERS: brokers, KAFKA_TOPIC: topic, KINESIS_STREAM: stream }) =>
      Object.values(feeds).includes((brokers === undefined ? stream : topic) ?? ""),
    refused: ["FEED_STREAMS"],
    text: "names what carries events, expected a topic or stream of its own for each feed",
  },
  {
    when: ({ ARCHIVE_URL: place }) => place?.kind === "s3",
    needed: ["AWS_REGION"],
    text: "is missing, which ARCHIVE_URL s3 needs",
  },
  {
    when: ({ S3_ENDPOINT: endpoint }) => endpoint !== undefined,
    needed: ["ARCHIVE_URL"],
    text: "is missing, which S3_ENDPOINT needs",
  },
  {
    when: ({ TLS_CERT_FILE: cert }) => cert !== undefined,
    needed: ["TLS_KEY_FILE"],
    text: "is missing, which TLS_CERT_FILE needs",
  },
  {
    when: ({ TLS_KEY_FILE: key }) => key !== undefined,
    needed: ["TLS_CERT_FILE"],
    text: "is missing, which TLS_KEY_FILE needs",
  },
  {
    when: ({ TLS_CLIENT_CA_FILE: ca }) => ca !== undefined,
    needed: ["TLS_CERT_FILE"],
    text: "is missing, which TLS_CLIENT_CA_FILE needs",
  },
  {
    when: ({ TLS_CLIENT_CA_FILE: ca }) => ca !== undefined,
    needed: ["OPERATIONS_PORT"],
    text: "is missing, which TLS_CLIENT_CA_FILE needs: those who ask for health and metrics bring no certificate",
  },
  {
    when: ({ OTEL_TRACES_SAMPLER_ARG: ratio }) => ratio !== undefined,
    needed: ["OTEL_EXPORTER_OTLP_ENDPOINT"],
    text: "is missing, which OTEL_TRACES_SAMPLER_ARG needs: it says how much is sent there",
  },
  {
    when: ({ METRICS_NAMESPACE: namespace }) => namespace !== undefined,
    needed: ["AWS_REGION"],
    text: "is missing, which METRICS_NAMESPACE needs",
  },
  {
    when: ({ CLOUDWATCH_ENDPOINT: endpoint }) => endpoint !== undefined,
    needed: ["METRICS_NAMESPACE"],
    text: "is missing, which CLOUDWATCH_ENDPOINT needs",
  },
  {
    when: ({ REDIS_CACHE_ARN: cache }) => cache !== undefined,
    needed: ["REDIS_URL"],
    text: "is missing, which REDIS_CACHE_ARN needs: its user is let in by IAM",
  },
  {
    when: ({ CHANNELS_FILE: file, DATABASE_URL: url, KINESIS_STREAM: stream }) =>
      file !== undefined && url !== undefined && stream === undefined,
    needed: ["KAFKA_BROKERS"],
    text: "is missing, which CHANNELS_FILE needs, or else KINESIS_STREAM: marketplaces are told what events say",
  },
  {
    when: ({ CHANNELS_FILE: file, DATABASE_CONNECTIONS: connections }) => file !== undefined && connections < 4,
    refused: ["DATABASE_CONNECTIONS"],
    text: "is below 4, which CHANNELS_FILE needs",
  },
  {
    when: ({ REDIS_CLUSTER: cluster }) => cluster === "true",
    needed: ["REDIS_URL"],
    text: "is missing, which REDIS_CLUSTER true needs",
  },
];

/** What does not go together, all at once. */
export function conflictsOf(value: Variables): readonly Conflict[] {
  return RULES.filter(({ when }) => when(value)).flatMap(({ needed = [], refused = [], text }) => {
    const missing = needed.filter((name) => value[name] === undefined);
    const tooMany = refused.filter((name) => value[name] !== undefined);
    return [...missing, ...tooMany].map((name) => ({ name, message: text }));
  });
}
