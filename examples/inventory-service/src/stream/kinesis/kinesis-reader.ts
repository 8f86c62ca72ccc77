import { setTimeout } from "node:timers/promises";
import {
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListShardsCommand,
  type GetRecordsOutput,
  type KinesisClient,
  type Shard,
} from "@aws-sdk/client-kinesis";
import type { ListenOptions } from "../source";
import type { ShardBatch } from "../stream";
import { readRecord } from "./record";

/** What a reader needs. */
export interface KinesisReaderOptions extends Pick<ListenOptions, "since" | "listener" | "onError"> {
  /** Kinesis. */
  readonly client: KinesisClient;
  /** The stream's name. */
  readonly stream: string;
  /** How long it rests between two requests to one of the stream's shards, in ms. */
  readonly restMilliseconds: number;
}

/** Where reading goes on within one of the stream's shards. */
interface Cursor {
  readonly shardId: string;
  readonly iterator: string;
  /** The last record that was handed over. */
  readonly last: string | undefined;
}

/**
 * Reads a Kinesis stream from now on: each of its shards by itself, and what a shard was split or merged into once all of the
 * shard was read. Batches of a publisher who has been followed are left out.
 */
export class KinesisReader {
  readonly #options: KinesisReaderOptions;
  readonly #stopping = new AbortController();
  readonly #fences = new Map<number, number>();
  readonly #running = new Set<Promise<void>>();
  /** Shards of the stream that have been read to their end, or will be. */
  readonly #known = new Set<string>();
  readonly #ended = new Set<string>();

  constructor(options: KinesisReaderOptions) {
    this.#options = options;
  }

  /** Begins: what is published from then on is handed over. */
  async start(): Promise<void> {
    const from = this.#options.since === undefined ? "LATEST" : "AT_TIMESTAMP";
    const shards = await this.#openShards();
    const cursors = await Promise.all(shards.map(({ ShardId = "" }) => this.#cursor(ShardId, { from })));
    cursors.forEach((cursor) => this.#run(cursor));
  }

  /** Ends it, after the events that are under way. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#running);
  }

  async #openShards(): Promise<readonly Shard[]> {
    const { client, stream } = this.#options;
    const shards: Shard[] = [];
    let next: string | undefined;
    do {
      const where = next === undefined ? { StreamName: stream } : { NextToken: next };
      const found = await client.send(new ListShardsCommand(where));
      shards.push(...(found.Shards ?? []));
      next = found.NextToken;
    } while (next !== undefined);
    // Shards that are closed take no more records; their children are in the list.
    const open = shards.filter(({ SequenceNumberRange }) => SequenceNumberRange?.EndingSequenceNumber === undefined);
    shards.filter((shard) => !open.includes(shard)).forEach(({ ShardId = "" }) => this.#ended.add(ShardId));
    return open;
  }

  async #cursor(
    shardId: string,
    { from, last }: { readonly from: "LATEST" | "TRIM_HORIZON" | "AT_TIMESTAMP"; readonly last?: string | undefined },
  ): Promise<Cursor> {
    const { client, stream, since } = this.#options;
    const where =
      last === undefined
        ? { ShardIteratorType: from, ...(from === "AT_TIMESTAMP" ? { Timestamp: new Date(since ?? 0) } : {}) }
        : { ShardIteratorType: "AFTER_SEQUENCE_NUMBER" as const, StartingSequenceNumber: last };
    const found = await client.send(new GetShardIteratorCommand({ StreamName: stream, ShardId: shardId, ...where }));
    this.#known.add(shardId);
    return { shardId, last, iterator: found.ShardIterator ?? "" };
  }

  #run(cursor: Cursor): void {
    const running = this.#read(cursor).finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Reads one of the stream's shards to its end, and then what came of it. */
  async #read(start: Cursor): Promise<void> {
    const { onError } = this.#options;
    let cursor: Cursor | undefined = start;
    while (cursor !== undefined && !this.#stopping.signal.aborted) {
      const at: Cursor = cursor;
      cursor = await this.#step(at).catch(async (error: unknown) => {
        onError(error);
        return error instanceof ExpiredIteratorException ? this.#renewed(at) : at;
      });
      await this.#rest();
    }
  }

  async #step(cursor: Cursor): Promise<Cursor | undefined> {
    const found = await this.#options.client.send(new GetRecordsCommand({ ShardIterator: cursor.iterator }));
    let last = cursor.last;
    for (const { Data, SequenceNumber } of found.Records ?? []) {
      await this.#handOver(Data);
      last = SequenceNumber;
    }
    if (found.NextShardIterator !== undefined) {
      return { shardId: cursor.shardId, iterator: found.NextShardIterator, last };
    }
    this.#ended.add(cursor.shardId);
    await this.#follow(found);
    return undefined;
  }

  /** Begins with what a shard was split or merged into, once all that it was merged from has been read. */
  async #follow({ ChildShards = [] }: GetRecordsOutput): Promise<void> {
    for (const { ShardId = "", ParentShards = [] } of ChildShards) {
      if (!this.#known.has(ShardId) && ParentShards.every((parent) => this.#ended.has(parent))) {
        this.#run(await this.#cursor(ShardId, { from: "TRIM_HORIZON" }));
      }
    }
  }

  async #renewed({ shardId, last, iterator }: Cursor): Promise<Cursor> {
    return this.#cursor(shardId, { from: "LATEST", last }).catch(() => ({ shardId, last, iterator }));
  }

  /** Hands a record's events over until they are taken. */
  async #handOver(data: Uint8Array | undefined): Promise<void> {
    const batch = this.#batchIn(data);
    let isTaken = batch === undefined || this.#isFollowed(batch);
    while (!isTaken && !this.#stopping.signal.aborted) {
      isTaken = await this.#options.listener(batch?.events ?? []).then(
        () => true,
        (error: unknown) => {
          this.#options.onError(error);
          return false;
        },
      );
      await (isTaken ? undefined : this.#rest());
    }
  }

  #batchIn(data: Uint8Array | undefined): ShardBatch | undefined {
    try {
      return readRecord(data ?? new Uint8Array());
    } catch (error) {
      this.#options.onError(new Error("a record is no batch of an inventory's events", { cause: error }));
      return undefined;
    }
  }

  #isFollowed({ shard, fence }: ShardBatch): boolean {
    const highest = Math.max(fence, this.#fences.get(shard) ?? 0);
    this.#fences.set(shard, highest);
    return fence < highest;
  }

  async #rest(): Promise<void> {
    const { signal } = this.#stopping;
    await setTimeout(this.#options.restMilliseconds, undefined, { signal }).catch(() => undefined);
  }
}
