import { PutRecordCommand, type KinesisClient } from "@aws-sdk/client-kinesis";
import type { ListenOptions, Listening, Source } from "../source";
import type { ShardBatch, Stream } from "../stream";
import { writtenInParts } from "../envelope";
import { openKinesis, type KinesisPlace } from "./kinesis-client";
import { KinesisReader } from "./kinesis-reader";
import { keyOfShard, writeRecord } from "./record";

/** Bytes of one record, below the 1 MiB that Kinesis takes. */
const MOST_BYTES = 900_000;

/** Where a Kinesis stream is. */
export interface KinesisOptions extends KinesisPlace {
  /** The stream's name. */
  readonly stream: string;
  /** How long a reader rests between two requests, in ms: Kinesis answers five a second for each of its shards. */
  readonly restMilliseconds: number;
}

/**
 * Events in a Kinesis stream. A record is a batch of one shard's events, so that they are kept all together and in order, with
 * the number of their publisher: Kinesis refuses nobody, so that readers leave out those who have been followed. It keeps no
 * groups either: each who listens hears all.
 */
export class KinesisStream implements Stream, Source {
  readonly #client: KinesisClient;
  readonly #options: KinesisOptions;
  /** The last record of each shard: the next one comes behind it. */
  readonly #last = new Map<number, string>();

  private constructor(client: KinesisClient, options: KinesisOptions) {
    this.#client = client;
    this.#options = options;
  }

  /**
   * Connects to a stream.
   * @throws Error where there is none of that name
   */
  static async open(options: KinesisOptions): Promise<KinesisStream> {
    return new KinesisStream(await openKinesis(options, options.stream), options);
  }

  /** Leaves Kinesis. */
  async close(): Promise<void> {
    this.#client.destroy();
  }

  async publish({ shard, fence, events }: ShardBatch): Promise<void> {
    for (const part of writtenInParts(events, MOST_BYTES)) {
      const last = this.#last.get(shard);
      const { SequenceNumber } = await this.#client.send(
        new PutRecordCommand({
          StreamName: this.#options.stream,
          ...keyOfShard(shard),
          Data: writeRecord({ shard, fence, events: part.map(({ text }) => text) }),
          ...(last === undefined ? {} : { SequenceNumberForOrdering: last }),
        }),
      );
      this.#last.set(shard, SequenceNumber ?? "");
    }
  }

  async listen({ since, listener, onError }: ListenOptions): Promise<Listening> {
    const { stream, restMilliseconds } = this.#options;
    const reader = new KinesisReader({ client: this.#client, stream, since, restMilliseconds, listener, onError });
    await reader.start();
    return { stop: () => reader.stop() };
  }
}
