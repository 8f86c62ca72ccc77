import type { CloudEvent } from "./cloud-event";

/** Events of one shard, in order, and who publishes them. */
export interface ShardBatch {
  readonly shard: number;
  /** Counts the publishers of the shard: a batch under a lower one than the stream has seen is refused. */
  readonly fence: number;
  readonly events: readonly CloudEvent[];
}

/** Where events go. Events of one shard stay in their order; some may come more than once. */
export interface Stream {
  /**
   * Takes a batch, and keeps it before it answers.
   * @throws Fenced when somebody else publishes the shard by now
   */
  publish(batch: ShardBatch): Promise<void>;
}

/** Somebody else publishes the shard by now. */
export class Fenced extends Error {
  constructor({ shard, fence }: Pick<ShardBatch, "shard" | "fence">) {
    super(`shard ${shard} has a publisher after number ${fence}`);
    this.name = "Fenced";
  }
}
