import { Consumer, type ConsumerOptions, type EventLog, type ProgressStore } from "../consume";
import { STOCK_CHANGED, stockAfter, type CloudEvent, type Listening, type Source } from "../stream";
import type { AvailabilityReader } from "./availability-reader";

/** What following needs. */
export interface FollowOptions {
  /** What follows. */
  readonly reader: Pick<AvailabilityReader, "changed">;
  /** Where events come from. */
  readonly source: Source;
  /** Those that share a cache share a group's name. */
  readonly group: string | undefined;
  /** How far it is with each row. */
  readonly store: ProgressStore;
  /** All events. */
  readonly log: EventLog;
  /** The time in ms since the epoch. */
  readonly now: () => number;
  /** What is done around handling an event. */
  readonly around: (handle: (event: CloudEvent) => Promise<void>) => (event: CloudEvent) => Promise<void>;
  /** Told how long after its change a row was followed, in seconds. */
  readonly onFollowed: (seconds: number) => void;
  /** Told under which epoch events came. */
  readonly onEpoch: (epoch: number) => void;
  /** Told what became of each event. */
  readonly onFate: ConsumerOptions["onFate"];
  /** Told of each failure. */
  readonly onError: (error: unknown) => void;
}

/** The cache follows the stream, until it is told to stop. */
export interface Following extends Listening {
  readonly consumer: Consumer;
}

/** Times that an event is tried. */
const ATTEMPTS = 3;

/** Events of a row that wait: its newest. */
const MOST_PARKED = 1;

/** How long a row waits to be tried again, in ms: as long as a cached row may be behind. */
const PATIENCE_MILLISECONDS = 5_000;

/** Has the cache follow what any replica changes. An event has the whole row, so that of several the newest is enough. */
export async function followEvents(options: FollowOptions): Promise<Following> {
  const { source, group, onError, reader, now, around, onFollowed, onEpoch } = options;
  const handle = around(async (event) => {
    await reader.changed(stockAfter(event));
    onFollowed(Math.max(0, now() - Date.parse(event.time)) / 1000);
  });
  const consumer = new Consumer({
    ...options,
    handle,
    attempts: ATTEMPTS,
    mostParked: MOST_PARKED,
    patienceMilliseconds: PATIENCE_MILLISECONDS,
    needs: "newest-version",
  });
  const listener = (events: readonly CloudEvent[]): Promise<void> => {
    events.forEach(({ epoch }) => (epoch === undefined ? undefined : onEpoch(epoch)));
    return consumer.receive(events.filter(({ type }) => type === STOCK_CHANGED));
  };
  const listening = await source.listen({ group, listener, onError });
  return { consumer, stop: () => listening.stop() };
}
