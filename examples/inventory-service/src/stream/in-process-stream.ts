import type { Listener, ListenOptions, Listening, Source } from "./source";
import { Fenced, type ShardBatch, type Stream } from "./stream";

/**
 * A stream within one process: whoever listens is told at once, and a batch is kept when all were told. It remembers nothing,
 * so that a group is no more than its members, and what a listener throws is the publisher's, who publishes again.
 */
export class InProcessStream implements Stream, Source {
  readonly #listeners = new Set<Listener>();
  readonly #fences = new Map<number, number>();

  async listen({ listener }: Pick<ListenOptions, "listener">): Promise<Listening> {
    this.#listeners.add(listener);
    return {
      stop: async () => {
        this.#listeners.delete(listener);
      },
    };
  }

  async publish(batch: ShardBatch): Promise<void> {
    const { shard, fence, events } = batch;
    if (fence < (this.#fences.get(shard) ?? 0)) {
      throw new Fenced(batch);
    }
    this.#fences.set(shard, fence);
    await Promise.all(events.length === 0 ? [] : [...this.#listeners].map((listener) => listener(events)));
  }
}
