import { setTimeout } from "node:timers/promises";
import { PutRecordsCommand, type KinesisClient } from "@aws-sdk/client-kinesis";
import { openKinesis, type KinesisPlace } from "../stream/kinesis";
import type { FeedRecord, FeedSink } from "./live-feed";

/** Records that Kinesis takes at once. */
const MOST_RECORDS = 500;

/** How often records are sent of which Kinesis has taken none, and with which rest: its shards take so much a second. */
const ATTEMPTS = 5;
const REST_MILLISECONDS = 200;

/** A feed in a Kinesis stream: a JSON document each. */
export class KinesisSink implements FeedSink {
  readonly #client: KinesisClient;
  readonly #stream: string;

  private constructor(client: KinesisClient, stream: string) {
    this.#client = client;
    this.#stream = stream;
  }

  /**
   * Connects to a stream.
   * @throws Error where there is none of that name
   */
  static async open(place: KinesisPlace, stream: string): Promise<KinesisSink> {
    return new KinesisSink(await openKinesis(place, stream), stream);
  }

  async send(records: readonly FeedRecord[]): Promise<void> {
    for (let from = 0; from < records.length; from += MOST_RECORDS) {
      await this.#sendPart(records.slice(from, from + MOST_RECORDS));
    }
  }

  async close(): Promise<void> {
    this.#client.destroy();
  }

  async #sendPart(records: readonly FeedRecord[]): Promise<void> {
    let left = records.map((record) => ({ PartitionKey: record.id, Data: Buffer.from(JSON.stringify(record)) }));
    for (let failures = 0; left.length > 0;) {
      const sent = left;
      const { Records: answers = [] } = await this.#client.send(
        new PutRecordsCommand({ StreamName: this.#stream, Records: sent }),
      );
      left = sent.filter((_, index) => answers[index]?.SequenceNumber === undefined);
      failures = left.length < sent.length ? 0 : failures + 1;
      if (failures === ATTEMPTS) {
        const why = answers[0]?.ErrorCode ?? "it does not say why";
        throw new Error(`Kinesis takes none of ${left.length} records of ${this.#stream}: ${why}`);
      }
      await (left.length > 0 ? setTimeout(REST_MILLISECONDS * (failures + 1)) : undefined);
    }
  }
}
