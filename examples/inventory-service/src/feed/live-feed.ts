import type { CloudEvent, Stream } from "../stream";
import { FEEDS, type FeedContract } from "./contracts";
import { contractId } from "./schema";

/** A record of a feed, as readers get it. */
export interface FeedRecord extends Pick<CloudEvent, "id" | "source" | "type" | "time"> {
  readonly data: Readonly<Record<string, string | number>>;
}

/** Where records of one feed go. */
export interface FeedSink {
  /** Takes records, and keeps them before it answers; some may come more than once. */
  send(records: readonly FeedRecord[]): Promise<void>;
  /** Leaves whatever carries them. */
  close(): Promise<void>;
}

/** Contracts whose records are wanted while they are new, such as `stock-changes@1`, each with the stream or topic that they go to. */
export type FeedStreams = Readonly<Record<string, string>>;

/** Hands events out as records of one feed. */
export interface LiveFeed extends Stream {
  /** Name and version of its contract. */
  readonly contract: string;
  /** Leaves whatever carries its records. */
  close(): Promise<void>;
}

/**
 * A feed whose sink is opened when there is something to send, and anew after that failed: readers who have taken their topic away keep no
 * service from starting. Shards come one after the other, since a stream takes so much a second. An event that lacks what the
 * contract promises stops its shard: no hole is left behind it.
 */
export function liveFeed(contract: string, open: () => Promise<FeedSink>): LiveFeed {
  const [found] = FEEDS.filter((each) => contractId(each) === contract);
  if (found === undefined) {
    throw new Error(`internal: there is no contract ${contract}`);
  }
  let sink: Promise<FeedSink> | undefined;
  let before: Promise<unknown> = Promise.resolve();
  const send = async (records: readonly FeedRecord[]): Promise<void> => {
    sink ??= open();
    const opened = await sink.catch((error: unknown) => {
      sink = undefined;
      throw error;
    });
    await opened.send(records);
  };
  return {
    contract,
    publish: async ({ events }) => {
      const records = events.flatMap((event) => recordOf(found, event));
      if (records.length > 0) {
        const sent = before.catch(() => undefined).then(() => send(records));
        before = sent;
        await sent;
      }
    },
    close: async () => {
      const opened = await sink?.catch(() => undefined);
      await opened?.close();
    },
  };
}

/** The record of an event; none where the feed is of others. */
export function recordOf({ event: wanted, fields }: FeedContract, event: CloudEvent): readonly FeedRecord[] {
  const { id, source, type, time } = event;
  if (type !== `inventory.${wanted}.v1`) {
    return [];
  }
  const members = Object.entries(fields).map(([name, field]) => {
    const value = field.of(event.data);
    const isThere = field.type === "string" ? typeof value === "string" : Number.isSafeInteger(value);
    if (!isThere || (typeof value !== "string" && typeof value !== "number")) {
      throw new Error(`event ${id} of ${wanted} lacks ${name}, which its feed promises`);
    }
    return [name, value] as const;
  });
  return [{ id, source, type, time, data: Object.fromEntries(members) }];
}
