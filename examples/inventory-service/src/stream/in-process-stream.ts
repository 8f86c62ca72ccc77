import type { CloudEvent } from "./cloud-event";
import { Fenced, type ShardBatch, type Stream } from "./stream";

/** Is told of events. What it throws, the publisher hears, and publishes again. */
export type Subscriber = (event: CloudEvent) => Promise<void>;

/** A stream within one process: whoever subscribes is told at once, and a batch is kept when all were told. */
export class InProcessStream implements Stream {
  readonly #subscribers = new Set<Subscriber>();
  readonly #fences = new Map<number, number>();

  /** Has a subscriber told of all events from now on. */
  subscribe(subscriber: Subscriber): void {
    this.#subscribers.add(subscriber);
  }

  async publish(batch: ShardBatch): Promise<void> {
    for (const event of batch.events) {
      this.#checkFence(batch);
      await Promise.all([...this.#subscribers].map((subscriber) => subscriber(event)));
    }
  }

  #checkFence(batch: ShardBatch): void {
    const highest = this.#fences.get(batch.shard) ?? 0;
    if (batch.fence < highest) {
      throw new Fenced(batch);
    }
    this.#fences.set(batch.shard, batch.fence);
  }
}
