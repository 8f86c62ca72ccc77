import { randomUUID } from "node:crypto";
import Ajv from "ajv";
import { Kafka, logLevel, type Consumer } from "kafkajs";
import { FEEDS } from "../../../examples/inventory-service/src/feed/contracts";
import { contractId, feedSchema } from "../../../examples/inventory-service/src/feed/schema";
import { readConfig } from "../../../examples/inventory-service/src/service";
import { openAdapters, type Adapters } from "../../../examples/inventory-service/src/service/open-adapters";
import type { CloudEvent } from "../../../examples/inventory-service/src/stream";
import { eventOf } from "../../../examples/inventory-service/test/consume/events";
import { callerOf, issueKey, serviceOn, type Call } from "../../../examples/inventory-service/test/http/caller";
import { TestServer } from "../../../examples/inventory-service/test/storage/database";
import { until } from "../../../examples/inventory-service/test/stream/contract";
import { KafkaBroker } from "./kafka-broker";

const TOPICS = { "stock-changes@1": "feed.stock-changes", "reservation-changes@1": "feed.reservation-changes" };

let broker: KafkaBroker;
let server: TestServer;
let kafka: Kafka;
beforeAll(async () => {
  [broker, server] = await Promise.all([KafkaBroker.start(), TestServer.start()]);
  kafka = new Kafka({ brokers: [broker.address], logLevel: logLevel.NOTHING });
});
afterAll(async () => {
  await Promise.all([broker.stop(), server.stop()]);
});

const STOCK_CHANGED: CloudEvent = {
  ...eventOf("mug", 1),
  type: "inventory.StockChanged.v1",
  data: {
    ...{ tenant: "acme", sku: "mug", location: "berlin", cause: "received" },
    change: { onHand: 1, reserved: 0, inTransit: 0 },
    after: { version: 1, onHand: 1, reserved: 0, inTransit: 0, safetyStock: 0 },
  },
};

/** Adapters as a service opens them that is started with these feeds. */
function open(feeds: Readonly<Record<string, string>>): Promise<Adapters> {
  const environment = { KAFKA_BROKERS: broker.address, FEED_STREAMS: JSON.stringify(feeds) };
  return openAdapters({
    ...{ ...readConfig(environment), parties: [], replica: randomUUID(), clock: () => performance.now() },
    onError: () => undefined,
  });
}

interface Heard {
  readonly topic: string;
  readonly record: { readonly id: string; readonly data: Readonly<Record<string, unknown>> };
}

async function listen(heard: Heard[]): Promise<Consumer> {
  const consumer = kafka.consumer({ groupId: "warehouse", sessionTimeout: 10_000 });
  await consumer.connect();
  await consumer.subscribe({ topics: Object.values(TOPICS), fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ topic, message }) =>
      void heard.push({ topic, record: JSON.parse(message.value?.toString() ?? "") as Heard["record"] }),
  });
  return consumer;
}

/** Ids of what was heard, each once, without that of the test's own event. */
const ids = (heard: readonly Heard[]): readonly string[] =>
  [...new Set(heard.map(({ record }) => record.id))].filter((id) => id !== STOCK_CHANGED.id);

describe("feeds in topics of Kafka", () => {
  it("wait for a topic that is not there, which they name and do not make; nobody else does", async () => {
    const adapters = await open(TOPICS);
    const [feed] = adapters.feeds;
    const admin = kafka.admin();
    await admin.connect();

    await expect(feed?.publish({ shard: 1, fence: 1, events: [STOCK_CHANGED] })).rejects.toThrow(
      'there is no Kafka topic "feed.stock-changes" for a feed; make it, or name another',
    );
    expect(await admin.listTopics()).not.toContain("feed.stock-changes");
    await admin.createTopics({ topics: Object.values(TOPICS).map((topic) => ({ topic, numPartitions: 3 })) });
    await until(async () => {
      const { topics } = await admin.fetchTopicMetadata({ topics: Object.values(TOPICS) });
      return topics.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0));
    });
    await feed?.publish({ shard: 1, fence: 1, events: [STOCK_CHANGED] });
    expect((await admin.fetchTopicOffsets("feed.stock-changes")).some(({ high }) => high === "1")).toBe(true);
    await admin.disconnect();
    await adapters.close();
  });

  it("have each change as a record of its contract, before and after their broker was away, and name no order", async () => {
    const adapters = await open(TOPICS);
    const { stream, feeds } = adapters;
    const { service, owner, url } = await serviceOn(server, { stream, feeds, replica: randomUUID() });
    const call: Call = callerOf(url, await issueKey(owner));
    const heard: Heard[] = [];
    const consumer = await listen(heard);
    const reserve = (name: string): ReturnType<Call> =>
      call("POST", "/v1/reservations", {
        ...{ reservation: `canary-${name}`, channel: "web", orderRef: `canary-order-${name}` },
        lines: [{ sku: "mug", quantity: 2, locations: ["berlin"] }],
      });
    await call("POST", "/v1/stock/mug/berlin/receive", { quantity: 10 });
    await reserve("first");
    await until(() => ids(heard).length === 3);
    await broker.down();
    const while_away = await reserve("second");
    await broker.up();
    await until(() => ids(heard).length === 5);
    const { rows } = await owner.query<{ id: string }>(
      "select shard || '-' || transaction || '-' || sequence as id from inventory.stock_event",
    );
    await consumer.disconnect();
    await service.stop();
    await adapters.close();
    const ajv = new Ajv({ strict: false, validateFormats: false });
    const wrong = FEEDS.flatMap((contract) => {
      const isRecord = ajv.compile(feedSchema(contract));
      const topic = new Map<string, string>(Object.entries(TOPICS)).get(contractId(contract));
      return heard.filter((each) => each.topic === topic && !isRecord(each.record));
    });

    expect(while_away.status).toBe(200);
    expect(ids(heard).toSorted()).toEqual(rows.map(({ id }) => id).toSorted());
    expect(wrong).toEqual([]);
    expect(heard.find(({ record }) => record.data["version"] === 3)).toMatchObject({
      ...{ topic: "feed.stock-changes", record: { source: "urn:inventory:eu", type: "inventory.StockChanged.v1" } },
    });
    expect(heard.filter(({ record }) => record.data["status"] === "held").map(({ topic }) => topic)).toContain(
      "feed.reservation-changes",
    );
    expect(JSON.stringify(heard)).not.toContain("canary");
  });
});
