import type { CloudEvent } from "./cloud-event";

/** Takes some events of one shard, in order. What it throws, the source hears, and hands them over again. */
export type Listener = (events: readonly CloudEvent[]) => Promise<void>;

/** How somebody listens. */
export interface ListenOptions {
  /**
   * Those who listen under one name share the shards, and go on where they were; without a name, one is told of all events
   * from now on.
   */
  readonly group: string | undefined;
  /**
   * For one who listens without a name: from which time on, in ms since the epoch, as far as the stream remembers.
   *
   * @default - from now on
   */
  readonly since?: number | undefined;
  /** Is told of the events. */
  readonly listener: Listener;
  /** Told of each failure; the source goes on by itself. */
  readonly onError: (error: unknown) => void;
}

/** Somebody listens, until they stop. */
export interface Listening {
  /** Ends it, after the events that are under way. */
  stop(): Promise<void>;
}

/** Where events come from. Those of one shard come in their order; some may come more than once. */
export interface Source {
  /** Has somebody told of events. It resolves once events that are published from then on will be handed over. */
  listen(options: ListenOptions): Promise<Listening>;
}
