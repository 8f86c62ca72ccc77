import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import {
  CreateStreamCommand,
  DescribeStreamSummaryCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
  ListShardsCommand,
} from "@aws-sdk/client-kinesis";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { KinesisSink } from "../../../examples/inventory-service/src/feed";
import type { FeedRecord } from "../../../examples/inventory-service/src/feed/live-feed";
import { until } from "../../../examples/inventory-service/test/stream/contract";
import { Moto } from "./moto";

const region = "eu-central-1";

let moto: Moto;
let client: KinesisClient;
beforeAll(async () => {
  moto = await Moto.start();
  client = new KinesisClient({ region, endpoint: moto.endpoint, requestHandler: new NodeHttpHandler() });
});
afterAll(async () => {
  client.destroy();
  await moto.stop();
});

async function made(): Promise<string> {
  const name = `feed-${randomUUID()}`;
  await client.send(new CreateStreamCommand({ StreamName: name, ShardCount: 2 }));
  await until(async () => {
    const { StreamDescriptionSummary } = await client.send(new DescribeStreamSummaryCommand({ StreamName: name }));
    return StreamDescriptionSummary?.StreamStatus === "ACTIVE";
  });
  return name;
}

async function recordsIn(stream: string): Promise<readonly FeedRecord[]> {
  const { Shards = [] } = await client.send(new ListShardsCommand({ StreamName: stream }));
  const found: FeedRecord[] = [];
  for (const { ShardId } of Shards) {
    const at = { StreamName: stream, ShardId, ShardIteratorType: "TRIM_HORIZON" } as const;
    const { ShardIterator } = await client.send(new GetShardIteratorCommand(at));
    const { Records = [] } = await client.send(new GetRecordsCommand({ ShardIterator }));
    found.push(...Records.map(({ Data }) => JSON.parse(Buffer.from(Data ?? []).toString()) as FeedRecord));
  }
  return found;
}

const records = (count: number): readonly FeedRecord[] =>
  Array.from({ length: count }, (_, index) => ({
    ...{ id: `1-2-${index}`, source: "urn:inventory:eu", type: "inventory.StockChanged.v1" },
    time: "2026-11-28T10:00:00Z",
    data: { tenant: "acme", version: index + 1 },
  }));

const byId = (one: FeedRecord, other: FeedRecord): number => one.id.localeCompare(other.id);

describe("feeds in Kinesis streams", () => {
  it("are refused by the name of a stream that is not there", async () => {
    const sink = KinesisSink.open({ region, endpoint: moto.endpoint }, "nowhere");

    await expect(sink).rejects.toThrow(`there is no Kinesis stream "nowhere" in ${region}; make it, or name another`);
  });

  it("have each record, a JSON document each, however many come at once", async () => {
    const stream = await made();
    const sink = await KinesisSink.open({ region, endpoint: moto.endpoint }, stream);
    await sink.send(records(1_203));
    await sink.close();

    expect((await recordsIn(stream)).toSorted(byId)).toEqual(records(1_203).toSorted(byId));
  });
});

/** A Kinesis that takes of every request the first half, as one does whose shards are busy. */
class BusyKinesis {
  readonly taken: string[] = [];
  requests = 0;
  isClosed = false;
  readonly #server: Server = createServer((request, reply) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const isPut = request.headers["x-amz-target"] === "Kinesis_20131202.PutRecords";
      const answer = isPut ? this.#put(Buffer.concat(chunks).toString()) : { StreamDescriptionSummary: {} };
      reply.writeHead(200, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(answer));
    });
  });

  async start(): Promise<string> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  #put(body: string): object {
    this.requests += 1;
    const { Records } = JSON.parse(body) as { readonly Records: readonly { readonly Data: string }[] };
    const most = this.isClosed ? 0 : Math.ceil(Records.length / 2);
    const answers = Records.map(({ Data }, index) => {
      if (index >= most) {
        return { ErrorCode: "ProvisionedThroughputExceededException", ErrorMessage: "Rate exceeded" };
      }
      this.taken.push((JSON.parse(Buffer.from(Data, "base64").toString()) as FeedRecord).id);
      return { SequenceNumber: "1", ShardId: "shardId-000000000000" };
    });
    return { FailedRecordCount: Records.length - most, Records: answers };
  }
}

describe("feeds in a Kinesis stream whose shards are busy", () => {
  it("are sent again, those records alone that were not taken; and fail where none of them is, for the relay to try again", async () => {
    const busy = new BusyKinesis();
    const sink = await KinesisSink.open({ region, endpoint: await busy.start() }, "feed");
    await sink.send(records(4));
    const [taken, requests] = [[...busy.taken], busy.requests];
    busy.isClosed = true;
    const failed = await sink.send(records(2)).catch((error: unknown) => error);
    await sink.close();
    await busy.stop();

    expect([taken.toSorted(), requests]).toEqual([["1-2-0", "1-2-1", "1-2-2", "1-2-3"], 3]);
    expect(failed).toEqual(
      new Error("Kinesis takes none of 2 records of feed: ProvisionedThroughputExceededException"),
    );
  });
});
