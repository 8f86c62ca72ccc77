import { randomUUID } from "node:crypto";
import {
  CreateStreamCommand,
  DescribeStreamCommand,
  DescribeStreamSummaryCommand,
  KinesisClient,
  PutRecordCommand,
  SplitShardCommand,
} from "@aws-sdk/client-kinesis";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import type { CloudEvent } from "../../../examples/inventory-service/src/stream";
import { KinesisStream } from "../../../examples/inventory-service/src/stream/kinesis";
import { eventOf, upTo } from "../../../examples/inventory-service/test/consume/events";
import {
  hear,
  itKeepsTheContract,
  itRemembers,
  until,
  type Streams,
} from "../../../examples/inventory-service/test/stream/contract";
import { Moto } from "./moto";

const REGION = "eu-central-1";

let moto: Moto;
let client: KinesisClient;
const closing: (() => Promise<void>)[] = [];
beforeAll(async () => {
  moto = await Moto.start();
  client = new KinesisClient({ region: REGION, endpoint: moto.endpoint, requestHandler: new NodeHttpHandler() });
});
afterAll(() => moto.stop());
afterEach(async () => {
  for (const close of closing.splice(0)) {
    await close();
  }
});

async function made(shards: number): Promise<string> {
  const stream = `events-${randomUUID()}`;
  await client.send(new CreateStreamCommand({ StreamName: stream, ShardCount: shards }));
  await until(async () => {
    const { StreamDescriptionSummary } = await client.send(new DescribeStreamSummaryCommand({ StreamName: stream }));
    return StreamDescriptionSummary?.StreamStatus === "ACTIVE";
  });
  return stream;
}

async function open(name: string): Promise<KinesisStream> {
  const stream = await KinesisStream.open({
    ...{ stream: name, region: REGION, endpoint: moto.endpoint, restMilliseconds: 10 },
  });
  const listen = stream.listen.bind(stream);
  stream.listen = async (options) => {
    const listening = await listen(options);
    let stopped: Promise<void> | undefined;
    const stop = (): Promise<void> => (stopped ??= listening.stop());
    closing.unshift(stop);
    return { stop };
  };
  closing.push(() => stream.close());
  return stream;
}

const ids = (events: readonly CloudEvent[]): string[] => events.map(({ id }) => id);

describe("the stream on Kinesis", () => {
  const onNewStream = async (): Promise<Streams> => {
    const stream = await made(3);
    return { open: () => open(stream) };
  };
  itKeepsTheContract(onNewStream);
  itRemembers(onNewStream);

  it("keeps a shard's order while the stream's own shards are split", async () => {
    const name = await made(1);
    const stream = await open(name);
    const heard = await hear(stream);
    const publish = (version: number): Promise<unknown> =>
      Promise.all([0, 40].map((shard) => stream.publish({ shard, fence: 1, events: [eventOf(`s${shard}`, version)] })));
    await publish(1);
    const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamName: name }));
    const shard = StreamDescription?.Shards?.[0]?.ShardId;
    await client.send(
      new SplitShardCommand({ StreamName: name, ShardToSplit: shard, NewStartingHashKey: String(2n ** 127n) }),
    );
    for (const version of upTo(5).slice(1)) {
      await publish(version);
    }
    await until(() => heard.length >= 10);

    for (const subject of ["s0", "s40"]) {
      expect(ids(heard.filter((event) => event.subject === subject))).toEqual(
        upTo(5).map((each) => `${subject}-${each}`),
      );
    }
  });

  it("publishes what does not fit into one record as several, in order", async () => {
    const stream = await open(await made(1));
    const heard = await hear(stream);
    const large = upTo(4).map((version) => ({ ...eventOf("a", version), data: { text: "x".repeat(500_000) } }));
    await stream.publish({ shard: 0, fence: 1, events: large });
    await until(() => heard.length >= 4);

    expect(ids(heard)).toEqual(ids(large));
  });

  it("leaves out what is no batch, says so, and goes on", async () => {
    const name = await made(1);
    const stream = await open(name);
    const errors: unknown[] = [];
    const heard: CloudEvent[] = [];
    await stream.listen({
      group: undefined,
      listener: async (events) => {
        heard.push(...events);
      },
      onError: (error) => errors.push(error),
    });
    await client.send(new PutRecordCommand({ StreamName: name, PartitionKey: "0", Data: Buffer.from("no JSON") }));
    await stream.publish({ shard: 0, fence: 1, events: [eventOf("a", 1)] });
    await until(() => heard.length >= 1);

    expect(errors).toEqual([new Error("a record is no batch of an inventory's events")]);
  });

  it("refuses a stream that there is not", async () => {
    await expect(open("nowhere")).rejects.toThrow(
      'there is no Kinesis stream "nowhere" in eu-central-1; make it, or name another',
    );
  });
});
