import { randomUUID } from "node:crypto";
import { Kafka, logLevel } from "kafkajs";
import { executeSplitting } from "../../../examples/inventory-service/src/batch";
import { Fenced, type CloudEvent, type Stream } from "../../../examples/inventory-service/src/stream";
import { KafkaStream } from "../../../examples/inventory-service/src/stream/kafka";
import { Relay } from "../../../examples/inventory-service/src/worker/relay";
import { eventOf, upTo } from "../../../examples/inventory-service/test/consume/events";
import { TEN_MUGS } from "../../../examples/inventory-service/test/domain/given";
import { TestServer } from "../../../examples/inventory-service/test/storage/database";
import { keyed } from "../../../examples/inventory-service/test/storage/requests";
import {
  hear,
  itKeepsTheContract,
  itRemembers,
  until,
  type Streams,
} from "../../../examples/inventory-service/test/stream/contract";
import { KafkaBroker } from "./kafka-broker";

let broker: KafkaBroker;
const closing: (() => Promise<void>)[] = [];
beforeAll(async () => (broker = await KafkaBroker.start()));
afterAll(() => broker.stop());
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function open(topic: string): Promise<KafkaStream> {
  const stream = await KafkaStream.open({
    ...{ brokers: [broker.address], access: { kind: "none" }, topic, clientId: "test" },
    newName: randomUUID,
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

function onNewTopic(): Streams {
  const topic = `events-${randomUUID()}`;
  return { open: () => open(topic) };
}

const ids = (events: readonly CloudEvent[]): string[] => events.map(({ id }) => id);

describe("the stream on Kafka", () => {
  itKeepsTheContract(async () => onNewTopic());
  itRemembers(async () => onNewTopic());

  it("refuses a publisher who has been followed, by the broker's own means", async () => {
    const streams = onNewTopic();
    const [late, next] = [await streams.open(), await streams.open()];
    await late.publish({ shard: 7, fence: 1, events: [eventOf("a", 1)] });
    await next.publish({ shard: 7, fence: 2, events: [eventOf("a", 2)] });

    await expect(late.publish({ shard: 7, fence: 1, events: [eventOf("a", 3)] })).rejects.toThrow(
      new Fenced({ shard: 7, fence: 1 }),
    );
  });

  it("publishes events that do not fit into one request, all of them or none", async () => {
    const stream = await onNewTopic().open();
    const heard = await hear(stream);
    const large = upTo(40).map((version) => ({ ...eventOf("a", version), data: { text: "x".repeat(50_000) } }));
    await stream.publish({ shard: 0, fence: 1, events: large });
    await until(() => heard.length >= 40);

    expect(ids(heard)).toEqual(ids(large));
  });

  it("shares the shards among a group, which goes on where it was", async () => {
    const streams = onNewTopic();
    const stream = await streams.open();
    const publish = (shard: number, version: number): Promise<void> =>
      stream.publish({ shard, fence: 1, events: [eventOf(`s${shard}`, version)] });
    await publish(0, 1);
    const first: CloudEvent[] = [];
    const one = await stream.listen({
      group: "read",
      listener: async (events) => {
        first.push(...events);
      },
      onError: () => undefined,
    });
    await until(() => first.length >= 1);
    await one.stop();
    await publish(0, 2);
    await publish(1, 1);
    const rest = await hear(await streams.open(), "read");
    await until(() => rest.length >= 2);

    expect([ids(first), ids(rest).toSorted()]).toEqual([["s0-1"], ["s0-2", "s1-1"]]);
  });

  it("leaves out what is no event, says so, and goes on", async () => {
    const topic = `events-${randomUUID()}`;
    const stream = await open(topic);
    const heard: CloudEvent[] = [];
    const errors: unknown[] = [];
    await stream.listen({
      group: undefined,
      listener: async (events) => {
        heard.push(...events);
      },
      onError: (error) => errors.push(error),
    });
    const producer = new Kafka({ brokers: [broker.address], logLevel: logLevel.NOTHING }).producer();
    await producer.connect();
    await producer.send({ topic, messages: [{ value: "{}", partition: 0 }] });
    await producer.disconnect();
    await stream.publish({ shard: 0, fence: 1, events: [eventOf("a", 1)] });
    await until(() => heard.length >= 1);

    expect(errors).toEqual([new Error("message 0 is no event of an inventory")]);
  });

  it("refuses a topic that has not a partition for each shard", async () => {
    const admin = new Kafka({ brokers: [broker.address], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    await admin.createTopics({ topics: [{ topic: "narrow", numPartitions: 3 }] });
    await admin.disconnect();

    await expect(open("narrow")).rejects.toThrow(
      'Kafka topic "narrow" has 3 partitions, expected 64, one for each shard; name another topic, which is made',
    );
  });
});

describe("the relay on Kafka", () => {
  let server: TestServer;
  beforeAll(async () => (server = await TestServer.start()));
  afterAll(() => server.stop());
  afterEach(() => server.closeAll());

  const MUG = '["acme","mug","berlin"]';
  const mugs = (heard: readonly CloudEvent[]): number[] =>
    heard.filter(({ subject }) => subject === MUG).map(({ subjectversion }) => subjectversion);

  it("paused until its lease is lost, and resumed before or after its follower has published, spoils no order", async () => {
    const pool = server.pool((await server.database()).name, 8);
    const receive = (): Promise<unknown> => executeSplitting(pool, [keyed({ ...TEN_MUGS, quantity: 1 })]);
    const streams = onNewTopic();
    const [late, next] = [await streams.open(), await streams.open()];
    const heard = await hear(next);
    let goOn: () => void = () => undefined;
    const paused = new Promise<void>((resolve) => (goOn = resolve));
    const slow: Stream = { publish: (batch) => paused.then(() => late.publish(batch)) };
    const relay = (stream: Stream, owner: string, leaseMilliseconds: number): Relay =>
      new Relay({
        ...{ db: pool, stream, owner, leaseMilliseconds },
        ...{ partition: "eu", mostShards: 64, onOldest: () => undefined },
      });
    await receive();
    const pausing = relay(slow, "late", 0).round();
    await new Promise((resolve) => setTimeout(resolve, 200));
    const following = relay(next, "next", 60_000);
    await following.round();
    await receive();
    await following.round();
    goOn();
    await pausing;
    await receive();
    await following.round();
    await until(() => mugs(heard).includes(3));

    expect(mugs(heard)).toEqual([1, 2, 3]);
  });

  it("fails while the broker is away, publishes all of it once it is back, and listeners hear it", async () => {
    const pool = server.pool((await server.database()).name, 8);
    const receive = (): Promise<unknown> => executeSplitting(pool, [keyed({ ...TEN_MUGS, quantity: 1 })]);
    const stream = await onNewTopic().open();
    const heard = await hear(stream);
    const relay = new Relay({
      ...{ db: pool, stream, owner: "one", leaseMilliseconds: 60_000 },
      ...{ partition: "eu", mostShards: 64, onOldest: () => undefined },
    });
    await receive();
    await relay.round();
    await until(() => mugs(heard).length >= 1);
    await broker.down();
    await receive();
    await expect(relay.round()).rejects.toThrow();
    await broker.up();
    await until(() =>
      relay.round().then(
        () => true,
        () => false,
      ),
    );
    await until(() => mugs(heard).includes(2));

    expect([...new Set(mugs(heard))]).toEqual([1, 2]);
  });
});
