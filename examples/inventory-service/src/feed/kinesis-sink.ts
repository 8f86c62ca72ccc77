import { setTimeout } from "node:timers/promises";
import { PutRecordsCommand, type KinesisClient } from "@aws-sdk/client-kinesis";
import { openKinesis, type KinesisPlace } from "../stream/kinesis";
import type { FeedRecord, FeedSink } from "./live-feed";

/** Records that Kinesis takes at once. */
const MOST_RECORDS = 500;

/** How often records are sent that Kinesis has not taken, and with which rest: its shards take so much a second. */
const ATTEMPTS = 5;
const REST_MILLISECONDS = 200;

/** Feeds in Kinesis streams: a JSON document each. */
export class KinesisSink implements FeedSink {
  readonly #client: KinesisClient;

  private constructor(client: KinesisClient) {
    this.#client = client;
  }

  /**
   * Connects to streams.
   * @throws Error where there is none of one of the names
   */
  static async open(place: KinesisPlace, streams: readonly string[]): Promise<KinesisSink> {
    return new KinesisSink(await openKinesis(place, streams));
  }

  async send(stream: string, records: readonly FeedRecord[]): Promise<void> {
    for (let from = 0; from < records.length; from += MOST_RECORDS) {
      await this.#sendPart(stream, records.slice(from, from + MOST_RECORDS));
    }
  }

  /** Leaves Kinesis. */
  async close(): Promise<void> {
    this.#client.destroy();
  }

  async #sendPart(stream: string, records: readonly FeedRecord[]): Promise<void> {
    let left = records.map((record) => ({ PartitionKey: record.id, Data: Buffer.from(JSON.stringify(record)) }));
    for (let attempt = 1; left.length > 0; attempt += 1) {
      const { Records: answers = [] } = await this.#client.send(
        new PutRecordsCommand({ StreamName: stream, Records: left }),
      );
      const [refused] = answers.flatMap(({ ErrorCode }) => ErrorCode ?? []);
      left = left.filter((_, index) => answers[index]?.ErrorCode !== undefined);
      if (left.length > 0 && attempt === ATTEMPTS) {
        throw new Error(`Kinesis has not taken ${left.length} records of ${stream}: ${refused}`);
      }
      await (left.length > 0 ? setTimeout(REST_MILLISECONDS * attempt) : undefined);
    }
  }
}
