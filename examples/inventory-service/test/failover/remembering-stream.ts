import { Fenced, type CloudEvent, type Listening, type Source, type Stream } from "../../src/stream";

type Listener = Parameters<Source["listen"]>[0]["listener"];

/** A stream that remembers what it was given, as a broker does that outlives the databases. */
export class RememberingStream implements Stream, Source {
  readonly events: CloudEvent[] = [];
  /** Batches that came from publishers who had been followed. */
  refused = 0;
  readonly #fences = new Map<number, number>();
  readonly #listeners = new Set<Listener>();

  async publish(batch: Parameters<Stream["publish"]>[0]): Promise<void> {
    if (batch.fence < (this.#fences.get(batch.shard) ?? 0)) {
      this.refused += 1;
      throw new Fenced(batch);
    }
    this.#fences.set(batch.shard, batch.fence);
    this.events.push(...batch.events);
    await Promise.all([...this.#listeners].map((listener) => listener(batch.events)));
  }

  async listen({ listener, since }: Parameters<Source["listen"]>[0]): Promise<Listening> {
    this.#listeners.add(listener);
    const past = this.events.filter(({ time }) => since !== undefined && Date.parse(time) >= since);
    await (past.length === 0 ? undefined : listener(past));
    return {
      stop: async () => {
        this.#listeners.delete(listener);
      },
    };
  }
}
