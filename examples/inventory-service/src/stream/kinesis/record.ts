import { z } from "zod";
import { readEvent } from "../envelope";
import type { ShardBatch } from "../stream";

const record = z.looseObject({ shard: z.int().min(0).max(63), fence: z.int().min(0), events: z.array(z.unknown()) });

/** Hash keys that a shard of events has to itself: a 64th of the 128 bits over which Kinesis divides its own shards. */
const HASH_KEYS = 2n ** 122n;

/** Where a shard's records go: all to one place, and those of 64 shards evenly over the stream. */
export function keyOfShard(shard: number): { readonly PartitionKey: string; readonly ExplicitHashKey: string } {
  return { PartitionKey: String(shard), ExplicitHashKey: String(BigInt(shard) * HASH_KEYS) };
}

/** A record's bytes, of events that are written already. */
export function writeRecord(batch: Omit<ShardBatch, "events"> & { readonly events: readonly string[] }): Buffer {
  const { shard, fence, events } = batch;
  return Buffer.from(`{"shard":${shard},"fence":${fence},"events":[${events.join(",")}]}`);
}

/**
 * Reads a record.
 * @throws Error where it is none of an inventory
 */
export function readRecord(bytes: Uint8Array): ShardBatch {
  const { shard, fence, events } = record.parse(JSON.parse(Buffer.from(bytes).toString()));
  return { shard, fence, events: events.map(readEvent) };
}
