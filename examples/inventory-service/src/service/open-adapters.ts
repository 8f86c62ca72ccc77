import { randomUUID } from "node:crypto";
import type { RedisCache } from "../read/redis";
import type { Source, Stream } from "../stream";
import type { Config, StreamConfig } from "./config";

/** What a service reaches beside its database, and how it is left. */
export interface Adapters {
  readonly stream: (Stream & Source) | undefined;
  readonly cache: RedisCache | undefined;
  /** Leaves all of it, once nobody uses it any longer. */
  close(): Promise<void>;
}

/** What opening adapters needs. */
export interface OpenOptions extends Pick<Config, "stream" | "cache"> {
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

/** Between two requests of a reader to one of a Kinesis stream's shards, which answers five in a second to all readers. */
const KINESIS_REST_MILLISECONDS = 1_000;

/** Opens what the environment names. Only the clients of what it names are loaded. */
export async function openAdapters({ stream, cache, replica, onError }: OpenOptions): Promise<Adapters> {
  const streamed = stream === undefined ? undefined : await openStream(stream, replica);
  const cached = cache === undefined ? undefined : await openCache({ ...cache, onError });
  return {
    stream: streamed,
    cache: cached,
    close: async () => {
      await Promise.all([streamed?.close(), cached?.close()]);
    },
  };
}

async function openStream(
  config: StreamConfig,
  replica: string,
): Promise<Stream & Source & { close(): Promise<void> }> {
  if (config.kind === "kafka") {
    const { KafkaStream } = await import("../stream/kafka");
    return KafkaStream.open({ ...config, clientId: replica, newName: () => `${replica}-${randomUUID()}` });
  }
  const { KinesisStream } = await import("../stream/kinesis");
  return KinesisStream.open({ ...config, restMilliseconds: KINESIS_REST_MILLISECONDS });
}

async function openCache(options: NonNullable<Config["cache"]> & Pick<OpenOptions, "onError">): Promise<RedisCache> {
  const { RedisCache: Cache } = await import("../read/redis");
  return Cache.open({
    ...options,
    answerMilliseconds: ANSWER_MILLISECONDS,
    claimMilliseconds: CLAIM_MILLISECONDS,
    lifeMilliseconds: CACHE_LIFE_MILLISECONDS,
  });
}
