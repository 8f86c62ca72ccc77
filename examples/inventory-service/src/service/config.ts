import { z } from "zod";
import { contractId, FEEDS, type FeedStreams } from "../feed";
import { placeOf, type FilesPlace } from "../files";
import type { Partition, TlsFiles } from "../http";
import type { CloudWatchOptions } from "../observe";
import { iamCacheOf, type IamCache } from "../read/redis";
import type { KafkaOptions } from "../stream/kafka";
import type { KinesisOptions } from "../stream/kinesis";
import type { OtlpOptions } from "../trace";
import { conflictsOf } from "./config-rules";

/** What the environment says. Every variable that the service reads is here. */
export interface Config {
  /** The database; without one, the service starts its own. */
  readonly databaseUrl: string | undefined;
  /** How it logs in: with the password of the address, or with tokens of IAM in a region. */
  readonly databaseAuth: { readonly kind: "password" } | { readonly kind: "aws-iam"; readonly region: string };
  /** Whether it applies the migrations that are missing before it starts. */
  readonly migrate: boolean;
  /** Where the data of its own database lie. */
  readonly dataFolder: string | undefined;
  /** The address it listens on. */
  readonly host: string;
  /** The port it listens on; 0 for any that is free. */
  readonly port: number;
  /** Connections to the database. */
  readonly connections: number;
  /** Which partition this is, and where the others are. */
  readonly partition: Partition;
  /** The lowest epoch in which its database has to be. */
  readonly leastEpoch: number;
  /** What carries its events; `undefined` for nothing that leaves the process. */
  readonly stream: StreamConfig | undefined;
  /** Which feeds are handed out while they are new, and into which topic or stream; `undefined` for none. */
  readonly feeds: FeedStreams | undefined;
  /** Where events of days that are over are archived; `undefined` for nowhere, so that they stay in the database. */
  readonly archive: ArchiveConfig | undefined;
  /** Who the channels are; `undefined` for none. */
  readonly channels: ChannelsConfig | undefined;
  /** The document of flags; `undefined` for none. */
  readonly flagsFile: string | undefined;
  /** Where the platform's service levels read how it does; `undefined` for nowhere beside Prometheus. */
  readonly cloudWatch: CloudWatchOptions | undefined;
  /** The cache that replicas share; `undefined` for one within the process. */
  readonly cache: CacheConfig | undefined;
  /** Its certificate and key, and whose clients it lets in; `undefined` for plain HTTP. */
  readonly tls: TlsFiles | undefined;
  /** The port of health and metrics; `undefined` where they are answered with all else. */
  readonly operationsPort: number | undefined;
  /** Where traces go, and how many of them; `undefined` for nowhere. */
  readonly traces: Pick<OtlpOptions, "endpoint" | "ratio"> | undefined;
}

/** Where the cache is, and how it lets the service in. */
export interface CacheConfig {
  /** Its address, with user and password where it wants them. */
  readonly url: string;
  /** Whether keys are divided over several servers. */
  readonly isCluster: boolean;
  /** The cache of ElastiCache that the user of the address is let into by IAM; `undefined` where the address says all. */
  readonly iam: IamCache | undefined;
}

/** Which part of the requests is recorded that bring no trace with them. */
const TRACED_RATIO = 0.01;

/** Where the archive is. */
export interface ArchiveConfig {
  /** A folder, or a bucket. */
  readonly place: FilesPlace;
  /** The bucket's region. */
  readonly region: string | undefined;
  /** Where S3 answers; `undefined` for AWS. */
  readonly endpoint: string | undefined;
}

/** Where it is written who the channels are, and where their files are. */
export interface ChannelsConfig extends Pick<ArchiveConfig, "region" | "endpoint"> {
  /** Where it is written. */
  readonly file: string;
}

/** What carries events, and where it is. */
export type StreamConfig =
  | ({ readonly kind: "kafka" } & Pick<KafkaOptions, "brokers" | "topic" | "access">)
  | ({ readonly kind: "kinesis" } & Pick<KinesisOptions, "stream" | "region" | "endpoint">);

/** A JSON object; what it is of is said where it is none. */
function objectOf(what: string) {
  return z.string().transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue(`a JSON object of ${what} is expected`);
      return z.NEVER;
    }
  });
}

const hosts = objectOf("partitions and their hosts").pipe(z.record(z.string(), z.string()));

const CONTRACTS: readonly string[] = FEEDS.map(contractId);

const feeds = objectOf("feeds and their topics or streams").pipe(
  z
    .record(z.string(), z.string().regex(/^[A-Za-z0-9._-]{1,128}$/))
    .refine(
      (named) => Object.keys(named).length > 0 && Object.keys(named).every((name) => CONTRACTS.includes(name)),
      `of the feeds ${CONTRACTS.join(" and ")} some are expected, and no others`,
    )
    .refine(
      (named) => new Set(Object.values(named)).size === Object.keys(named).length,
      "a topic or stream of its own is expected for each feed",
    ),
);

const brokers = z
  .string()
  .transform((text) => text.split(","))
  .pipe(z.array(z.string().regex(/^[^\s:]+:\d{1,5}$/, "brokers are expected as host:port, with commas between them")));

const archive = z.string().transform((text, context): FilesPlace => {
  const place = placeOf(text);
  if (place === undefined) {
    context.addIssue("a folder, as /path or file:///path, or s3://bucket/prefix is expected");
    return z.NEVER;
  }
  return place;
});

const cacheArn = z.string().transform((text, context): IamCache => {
  const cache = iamCacheOf(text);
  if (cache === undefined) {
    context.addIssue("the ARN of a replication group or a serverless cache of ElastiCache is expected");
    return z.NEVER;
  }
  return cache;
});

const VARIABLES = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_AUTH: z.enum(["password", "aws-iam"]).default("password"),
  DATABASE_MIGRATE: z.enum(["true", "false"]).default("false"),
  AWS_REGION: z.string().min(1).optional(),
  DATA_FOLDER: z.string().min(1).optional(),
  HOST: z.string().min(1).default("127.0.0.1"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(200).default(8),
  WRITE_EPOCH: z.coerce.number().int().min(1).default(1),
  PARTITION: z.string().min(1).default("local"),
  PARTITION_HOSTS: hosts.default({}),
  KAFKA_BROKERS: brokers.optional(),
  KAFKA_TOPIC: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,200}$/)
    .default("inventory.events"),
  KAFKA_AUTH: z.enum(["none", "tls", "aws-iam"]).default("none"),
  KINESIS_STREAM: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,128}$/)
    .optional(),
  FEED_STREAMS: feeds.optional(),
  KINESIS_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  ARCHIVE_URL: archive.optional(),
  S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  CHANNELS_FILE: z.string().min(1).optional(),
  FLAGS_FILE: z.string().min(1).optional(),
  METRICS_NAMESPACE: z
    .string()
    .regex(/^(?!AWS\/)[\w.\-/#:]{1,255}$/)
    .optional(),
  CLOUDWATCH_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  REDIS_CACHE_ARN: cacheArn.optional(),
  REDIS_CLUSTER: z.enum(["true", "false"]).default("false"),
  TLS_CERT_FILE: z.string().min(1).optional(),
  TLS_KEY_FILE: z.string().min(1).optional(),
  TLS_CLIENT_CA_FILE: z.string().min(1).optional(),
  OPERATIONS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).optional(),
});

/** Every variable that the service reads. */
export const CONFIG_VARIABLES: readonly string[] = Object.keys(VARIABLES.shape);

/** What the variables say, each by itself. */
export type Variables = z.output<typeof VARIABLES>;

const CHECKED = VARIABLES.check(({ value, issues }) => {
  for (const { name, message } of conflictsOf(value)) {
    issues.push({ code: "custom", input: value, path: [name], message });
  }
});

/**
 * Reads the environment.
 * @throws Error that names every variable that is wrong
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const { success, data, error } = CHECKED.safeParse(environment);
  if (!success) {
    throw new Error(error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("\n"));
  }
  return {
    databaseUrl: data.DATABASE_URL,
    databaseAuth:
      data.DATABASE_AUTH === "aws-iam" && data.AWS_REGION !== undefined
        ? { kind: "aws-iam", region: data.AWS_REGION }
        : { kind: "password" },
    migrate: data.DATABASE_MIGRATE === "true",
    dataFolder: data.DATA_FOLDER,
    host: data.HOST,
    port: data.PORT,
    connections: data.DATABASE_CONNECTIONS,
    partition: { own: data.PARTITION, hosts: data.PARTITION_HOSTS },
    leastEpoch: data.WRITE_EPOCH,
    stream: streamOf(data),
    feeds: data.FEED_STREAMS,
    archive:
      data.ARCHIVE_URL === undefined
        ? undefined
        : { place: data.ARCHIVE_URL, region: data.AWS_REGION, endpoint: data.S3_ENDPOINT },
    channels: channelsOf(data),
    flagsFile: data.FLAGS_FILE,
    cloudWatch: cloudWatchOf(data),
    cache:
      data.REDIS_URL === undefined
        ? undefined
        : { url: data.REDIS_URL, isCluster: data.REDIS_CLUSTER === "true", iam: data.REDIS_CACHE_ARN },
    tls: tlsOf(data),
    operationsPort: data.OPERATIONS_PORT,
    traces:
      data.OTEL_EXPORTER_OTLP_ENDPOINT === undefined
        ? undefined
        : { endpoint: data.OTEL_EXPORTER_OTLP_ENDPOINT, ratio: data.OTEL_TRACES_SAMPLER_ARG ?? TRACED_RATIO },
  };
}

function channelsOf({ CHANNELS_FILE: file, AWS_REGION: region, S3_ENDPOINT: endpoint }: Variables): Config["channels"] {
  return file === undefined ? undefined : { file, region, endpoint };
}

function tlsOf({ TLS_CERT_FILE, TLS_KEY_FILE, TLS_CLIENT_CA_FILE }: Variables): TlsFiles | undefined {
  return TLS_CERT_FILE === undefined || TLS_KEY_FILE === undefined
    ? undefined
    : { certFile: TLS_CERT_FILE, keyFile: TLS_KEY_FILE, clientCaFile: TLS_CLIENT_CA_FILE };
}

function cloudWatchOf({ METRICS_NAMESPACE, AWS_REGION = "", CLOUDWATCH_ENDPOINT }: Variables): Config["cloudWatch"] {
  return METRICS_NAMESPACE === undefined
    ? undefined
    : { namespace: METRICS_NAMESPACE, region: AWS_REGION, endpoint: CLOUDWATCH_ENDPOINT };
}

function streamOf(data: Variables): StreamConfig | undefined {
  const { KAFKA_BROKERS, KAFKA_TOPIC, KAFKA_AUTH, KINESIS_STREAM, KINESIS_ENDPOINT, AWS_REGION = "" } = data;
  if (KAFKA_BROKERS !== undefined) {
    const access = KAFKA_AUTH === "aws-iam" ? ({ kind: "iam", region: AWS_REGION } as const) : { kind: KAFKA_AUTH };
    return { kind: "kafka", brokers: KAFKA_BROKERS, topic: KAFKA_TOPIC, access };
  }
  return KINESIS_STREAM === undefined
    ? undefined
    : { kind: "kinesis", stream: KINESIS_STREAM, region: AWS_REGION, endpoint: KINESIS_ENDPOINT };
}
