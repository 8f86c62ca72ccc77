import { randomUUID } from "node:crypto";
import os from "node:os";
import path from "node:path";
import { fromNodeProviderChain } from "@aws-sdk/credential-providers";
import type { OpenParties, Party } from "../channels";
import { KafkaSink, KinesisSink, liveFeed, type FeedStreams, type LiveFeed } from "../feed";
import { openFiles, type Files } from "../files";
import { CloudWatchSink } from "../observe";
import { cacheToken, RedisCache } from "../read/redis";
import type { Source, Stream } from "../stream";
import { KafkaStream } from "../stream/kafka";
import { KinesisStream } from "../stream/kinesis";
import { otlpTraces, type Traces } from "../trace";
import type { Config, StreamConfig } from "./config";
import { openParties } from "./open-parties";

/** What a service reaches beside its database, and how it is left. */
export interface Adapters {
  readonly stream: (Stream & Source) | undefined;
  readonly feeds: readonly LiveFeed[];
  readonly cache: RedisCache | undefined;
  readonly archive: Files | undefined;
  readonly traces: Traces | undefined;
  readonly metricSink: CloudWatchSink | undefined;
  readonly parties: OpenParties;
  /** Leaves all of it, once nobody uses it any longer. */
  close(): Promise<void>;
}

/** What opening adapters needs. */
export interface OpenOptions extends Pick<
  Config,
  "stream" | "feeds" | "cache" | "archive" | "channels" | "traces" | "partition" | "cloudWatch"
> {
  /** Marketplaces, warehouses and ERPs. */
  readonly parties: readonly Party[];
  /** A clock in ms that never goes back. */
  readonly clock: () => number;
  /** What this replica is called. */
  readonly replica: string;
  /** Told of failures that nobody waits for. */
  readonly onError: (error: unknown) => void;
}

/** How far a cached answer may be behind, whatever events bring meanwhile. */
const CACHE_LIFE_MILLISECONDS = 5_000;

/** How long the cache may take to answer before the database does, and a replica to read a SKU for all. */
const ANSWER_MILLISECONDS = 100;
const CLAIM_MILLISECONDS = 500;

/** How long a token of IAM opens connections: each has its own. */
const TOKEN_SECONDS = 900;

/** Between two requests of a reader to one of a Kinesis stream's shards, which answers five in a second to all readers. */
const KINESIS_REST_MILLISECONDS = 1_000;

/** Opens what the environment names. */
export async function openAdapters(options: OpenOptions): Promise<Adapters> {
  const { stream, feeds, cache, archive, traces, partition, cloudWatch, replica, onError } = options;
  const copies = path.join(os.tmpdir(), "inventory-archive");
  const streamed = stream === undefined ? undefined : await openStream(stream, replica);
  const fed = stream === undefined ? [] : feedsOf(feeds ?? {}, stream, replica);
  const cached = cache === undefined ? undefined : openCache({ ...cache, onError });
  const archived =
    archive === undefined ? undefined : openFiles(archive.place, { ...archive, copies, writer: replica });
  const traced = traces === undefined ? undefined : otlpTraces({ ...traces, replica, partition: partition.own });
  const metricSink = openSink(cloudWatch);
  const shared = openParties(options, path.join(os.tmpdir(), "inventory-drops"));
  return {
    parties: shared.parties,
    metricSink,
    archive: archived?.files,
    traces: traced,
    stream: streamed,
    feeds: fed,
    cache: cached,
    close: async () => {
      const opened = [streamed, ...fed, cached, archived, metricSink, shared];
      await Promise.all([traced?.stop(), ...opened.map((each) => each?.close())]);
    },
  };
}

async function openStream(
  config: StreamConfig,
  replica: string,
): Promise<Stream & Source & { close(): Promise<void> }> {
  if (config.kind === "kafka") {
    return KafkaStream.open({ ...config, clientId: replica, newName: () => `${replica}-${randomUUID()}` });
  }
  return KinesisStream.open({ ...config, restMilliseconds: KINESIS_REST_MILLISECONDS });
}

/** Feeds go where events go: to the same brokers, or by Kinesis in the same region. */
function feedsOf(feeds: FeedStreams, config: StreamConfig, replica: string): readonly LiveFeed[] {
  return Object.entries(feeds).map(([contract, name]) =>
    liveFeed(contract, () =>
      config.kind === "kafka"
        ? KafkaSink.open({ ...config, clientId: `${replica}-${contract}` }, name)
        : KinesisSink.open(config, name),
    ),
  );
}

function openSink(options: Config["cloudWatch"]): CloudWatchSink | undefined {
  return options === undefined ? undefined : new CloudWatchSink(options);
}

function openCache({ iam, ...options }: NonNullable<Config["cache"]> & Pick<OpenOptions, "onError">): RedisCache {
  const { username } = new URL(options.url);
  const token = { credentials: fromNodeProviderChain(), now: Date.now, seconds: TOKEN_SECONDS };
  return RedisCache.open({
    ...options,
    password: iam === undefined ? undefined : () => cacheToken(iam, decodeURIComponent(username), token),
    answerMilliseconds: ANSWER_MILLISECONDS,
    claimMilliseconds: CLAIM_MILLISECONDS,
    lifeMilliseconds: CACHE_LIFE_MILLISECONDS,
  });
}
