import * as pulumi from "@pulumi/pulumi";
import type { readRegion } from "inventory-platform/platform";
import type { Settings } from "./settings";

type Text = pulumi.Input<string>;
type Target = ReturnType<typeof readRegion>;

/** What the service may do with something of its region. */
interface Right {
  readonly actions: readonly string[];
  readonly resources: readonly Text[];
  readonly viaService?: string;
  readonly namespace?: string;
}

/** What the service uses beside its database: its variables, what it may do there, and the ports it goes to. */
export interface Adapters {
  /** Variables of the service's own `config.ts`. */
  readonly variables: Readonly<Record<string, Text>>;
  /** Rights of its pods, by what they are for. */
  readonly rights: Readonly<Record<string, Right>>;
  /** Ports within the region's VPC. */
  readonly ports: readonly number[];
  /** Whether it goes to S3, whose gateway endpoint leaves it its public addresses. */
  readonly usesS3: boolean;
}

const NOTHING: Adapters = { variables: {}, rights: {}, ports: [], usesS3: false };
const KAFKA_IAM_PORT = 9_098;
const CACHE_PORT = 6_379;

/** Reads an output of the region; one that is not there is refused by its name. */
export type Need = <T>(
  output: pulumi.Output<T | undefined>,
  what: string,
  why: string,
) => pulumi.Output<NonNullable<T>>;

/** What the settings have the service use of its region; all that they name has to be there. */
export function adaptersOf(settings: Settings, target: Target, need: Need): Adapters {
  const all = [
    streamOf(settings, target, need),
    feedsOf(settings, target, need),
    cacheOf(settings, target, need),
    archiveOf(settings, target, need),
    metricsOf(settings),
  ];
  return {
    variables: Object.assign({}, ...all.map(({ variables }) => variables)),
    rights: Object.assign({}, ...all.map(({ rights }) => rights)),
    ports: all.flatMap(({ ports }) => ports),
    usesS3: all.some(({ usesS3 }) => usesS3),
  };
}

function streamOf({ stream }: Settings, target: Target, need: Need): Adapters {
  switch (stream?.kind) {
    case undefined:
      return NOTHING;
    case "kafka":
      return kafkaOf(
        stream.name,
        need(target.kafka, "kafka", "no Kafka cluster carries its streams: say kind: kinesis"),
      );
    case "kinesis":
      return kinesisOf(named(target.streams, { output: "streams", name: stream.name, need, setting: "stream.name" }));
  }
}

/** The service makes its topic, which has a partition for each of its shards. */
function kafkaOf(
  topic: string,
  kafka: pulumi.Output<{ readonly arn: string; readonly bootstrapServers: string }>,
): Adapters {
  const within = (kind: string, name: string) =>
    kafka.arn.apply((arn) => `${arn.replace(":cluster/", `:${kind}/`)}/${name}`);
  return {
    ...NOTHING,
    variables: { KAFKA_BROKERS: kafka.bootstrapServers, KAFKA_TOPIC: topic, KAFKA_AUTH: "aws-iam" },
    rights: {
      ConnectToKafka: {
        actions: ["kafka-cluster:Connect", "kafka-cluster:DescribeCluster", "kafka-cluster:WriteDataIdempotently"],
        resources: [kafka.arn],
      },
      UseTopic: {
        actions: ["CreateTopic", "DescribeTopic", "ReadData", "WriteData"].map((action) => `kafka-cluster:${action}`),
        resources: [within("topic", topic)],
      },
      JoinGroups: {
        actions: ["kafka-cluster:AlterGroup", "kafka-cluster:DescribeGroup"],
        resources: [within("group", `${topic}-*`)],
      },
      PublishInTransactions: {
        actions: ["kafka-cluster:AlterTransactionalId", "kafka-cluster:DescribeTransactionalId"],
        resources: [within("transactional-id", `${topic}-*`)],
      },
    },
    ports: [KAFKA_IAM_PORT],
  };
}

function kinesisOf(
  stream: pulumi.Output<{ readonly name: string; readonly arn: string; readonly keyArn: string }>,
): Adapters {
  const actions = ["DescribeStreamSummary", "GetRecords", "GetShardIterator", "ListShards", "PutRecord"];
  return {
    ...NOTHING,
    variables: { KINESIS_STREAM: stream.name },
    rights: {
      UseStream: { actions: actions.map((action) => `kinesis:${action}`), resources: [stream.arn] },
      UseStreamKey: {
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        resources: [stream.keyArn],
        viaService: "kinesis",
      },
    },
  };
}

/** Streams of the environment that records of the service's feeds go to. */
function feedsOf({ feeds, stream }: Settings, target: Target, need: Need): Adapters {
  if (feeds === undefined || stream === undefined) {
    return NOTHING;
  }
  const isKafka = stream.kind === "kafka";
  const all = Object.entries(feeds).map(([feed, name]) => {
    const why = "the environment has no stream of that name; correct feeds";
    const found = isKafka
      ? need(
          target.streams.apply(({ [name]: entry }) => entry),
          `streams.${name}`,
          why,
        )
      : named(target.streams, { output: "streams", name, need, setting: "feeds" });
    return { feed, found };
  });
  const names = all.map(({ feed, found }) => found.name.apply((name) => [feed, name] as const));
  return {
    ...NOTHING,
    variables: { FEED_STREAMS: pulumi.all(names).apply((each) => JSON.stringify(Object.fromEntries(each))) },
    rights: isKafka ? feedTopics(all) : feedStreams(all),
  };
}

type Found = readonly {
  readonly found: pulumi.Output<{ readonly arn: string; readonly keyArn?: string | undefined }>;
}[];

function feedTopics(all: Found): Adapters["rights"] {
  const actions = ["kafka-cluster:DescribeTopic", "kafka-cluster:WriteData"];
  return { WriteFeeds: { actions, resources: all.map(({ found }) => found.arn) } };
}

function feedStreams(all: Found): Adapters["rights"] {
  const keys = all.map(({ found }) => found.apply(({ keyArn = "" }) => keyArn));
  return {
    WriteFeeds: {
      actions: ["kinesis:DescribeStreamSummary", "kinesis:PutRecords"],
      resources: all.map(({ found }) => found.arn),
    },
    UseFeedKeys: { actions: ["kms:GenerateDataKey"], resources: keys, viaService: "kinesis" },
  };
}

/** The cache knows the service as one of its users, by IAM. */
function cacheOf({ cacheUser }: Settings, target: Target, need: Need): Adapters {
  if (cacheUser === undefined) {
    return NOTHING;
  }
  const cache = need(target.cache, "cache", "no service of the environment has one: leave cacheUser out");
  const userArn = need(
    cache.userArns.apply((arns): string | undefined => arns[cacheUser]),
    `cache.userArns.${cacheUser}`,
    "cacheUser names a service of the environment that has the cache, with the keys inventory:* at least",
  );
  return {
    ...NOTHING,
    variables: {
      REDIS_URL: pulumi.interpolate`rediss://${userArn.apply(lastOf)}@${cache.address}:${cache.port}`,
      REDIS_CLUSTER: "true",
      REDIS_CACHE_ARN: cache.arn,
    },
    rights: { LogInToCache: { actions: ["elasticache:Connect"], resources: [cache.arn, userArn] } },
    // Of a serverless cache, readers have a port of their own.
    ports: [CACHE_PORT, CACHE_PORT + 1],
  };
}

function archiveOf({ archive: name }: Settings, target: Target, need: Need): Adapters {
  if (name === undefined) {
    return NOTHING;
  }
  const archive = named(target.archives, { output: "archives", name, need, setting: "archive" });
  const files = pulumi.interpolate`${archive.arn}/*`;
  return {
    variables: { ARCHIVE_URL: pulumi.interpolate`s3://${archive.name}/inventory-service` },
    rights: {
      FindFiles: { actions: ["s3:ListBucket"], resources: [archive.arn] },
      UseFiles: { actions: ["s3:GetObject", "s3:PutObject"], resources: [files] },
      UseArchiveKey: {
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        resources: [archive.keyArn],
        viaService: "s3",
      },
    },
    ports: [],
    usesS3: true,
  };
}

function metricsOf({ metricsNamespace: namespace }: Settings): Adapters {
  return {
    ...NOTHING,
    variables: { METRICS_NAMESPACE: namespace },
    rights: { PublishMetrics: { actions: ["cloudwatch:PutMetricData"], resources: ["*"], namespace } },
  };
}

/** What an entry is called, and which setting says so. */
interface Named {
  readonly output: string;
  readonly name: string;
  readonly need: Need;
  readonly setting: string;
}

/** An entry of streams or archives, with the key that encrypts it. */
function named<T extends { readonly keyArn?: string | undefined }>(
  entries: pulumi.Output<Readonly<Record<string, T>>>,
  { output, name, need, setting }: Named,
): pulumi.Output<T & { readonly keyArn: string }> {
  const why = `the environment has none of that name with a key of its own; correct ${setting}`;
  return need(
    entries.apply((all) => {
      const { [name]: entry } = all;
      return entry?.keyArn === undefined ? undefined : { ...entry, keyArn: entry.keyArn };
    }),
    `${output}.${name}`,
    why,
  );
}

function lastOf(arn: string): string {
  return arn.slice(arn.lastIndexOf(":") + 1);
}
