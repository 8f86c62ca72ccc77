import type { CloudEvent, Stream } from "../stream";
import { FEEDS, type FeedContract } from "./contracts";
import { contractId } from "./schema";

/** A record of a feed, as readers get it. */
export interface FeedRecord extends Pick<CloudEvent, "id" | "source" | "type" | "time"> {
  readonly data: Readonly<Record<string, string | number>>;
}

/** Where records of feeds go. */
export interface FeedSink {
  /** Takes records of one feed, and keeps them before it answers; some may come more than once. */
  send(stream: string, records: readonly FeedRecord[]): Promise<void>;
}

/** Contracts whose records are wanted while they are new, such as `stock-changes@1`, each with the stream or topic that they go to. */
export type FeedStreams = Readonly<Record<string, string>>;

/** Hands events out as records of the feeds. An event that lacks what a contract promises stops its shard: no hole is left behind it. */
export function liveFeed(streams: FeedStreams, sink: FeedSink): Stream {
  return {
    publish: async ({ events }) => {
      for (const contract of FEEDS) {
        const { [contractId(contract)]: stream } = streams;
        const records = stream === undefined ? [] : events.flatMap((event) => recordOf(contract, event));
        if (stream !== undefined && records.length > 0) {
          await sink.send(stream, records);
        }
      }
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
