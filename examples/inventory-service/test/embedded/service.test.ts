import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { readConfig } from "../../src/service";
import { FROM_SOURCE } from "../from-source";

const PROGRAM = path.join(__dirname, "..", "..", "bin", "service.mjs");

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "inventory-service-"));
  fs.chmodSync(folder, 0o755);
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const start = async (): Promise<string> => {
  const env = { PATH: process.env["PATH"], DATA_FOLDER: folder, PORT: "0" };
  const args = [...FROM_SOURCE, PROGRAM, "--once"];
  return (await promisify(execFile)(process.execPath, args, { env })).stdout;
};

describe("the service on a machine where nothing runs", () => {
  it("starts a database, fills the shelves, tells an order's story; and finds it all again when started anew", async () => {
    const first = await start();
    const second = await start();

    expect(first.split("\n").slice(-14)).toEqual([
      "Stock",
      "  received 40 x mug-blue at berlin",
      "  received 25 x mug-blue at turin",
      "  received 5 x kettle at berlin",
      "Story",
      "  two mugs are held: 200 held",
      "  the answer was lost, and the same key is sent again: 200 held, answered before",
      "  the order is paid: 200 confirmed",
      "  it leaves Berlin: 200 shipped",
      "  one mug comes back: 200 shipped",
      "  somebody wants a hundred kettles: 409 urn:inventory:problem:not-enough-stock",
      "  mug-blue at berlin: 39 on hand, 0 reserved",
      "  mug-blue at turin: 25 on hand, 0 reserved",
      "",
    ]);
    expect(second).toContain("Stock\nStory\n");
    expect(second).toContain("  mug-blue at berlin: 38 on hand, 0 reserved\n");
  });
});

describe("the environment", () => {
  it("says nothing: the service is local, with a database of its own", () => {
    expect(readConfig({})).toEqual({
      databaseUrl: undefined,
      databaseAuth: { kind: "password" },
      migrate: false,
      dataFolder: undefined,
      host: "127.0.0.1",
      port: 8080,
      connections: 8,
      partition: { own: "local", hosts: {} },
      leastEpoch: 1,
      stream: undefined,
      cache: undefined,
    });
  });

  it("says where the servers are, and which partition this is", () => {
    const environment = {
      DATABASE_URL: "postgres://inventory@db.internal:5432/inventory",
      HOST: "0.0.0.0",
      PORT: "3000",
      DATABASE_CONNECTIONS: "16",
      DATABASE_AUTH: "aws-iam",
      DATABASE_MIGRATE: "true",
      AWS_REGION: "eu-central-1",
      PARTITION: "eu",
      PARTITION_HOSTS: '{"eu":"eu.inventory.example"}',
    };

    expect(readConfig(environment)).toEqual({
      databaseUrl: "postgres://inventory@db.internal:5432/inventory",
      databaseAuth: { kind: "aws-iam", region: "eu-central-1" },
      migrate: true,
      dataFolder: undefined,
      host: "0.0.0.0",
      port: 3000,
      connections: 16,
      partition: { own: "eu", hosts: { eu: "eu.inventory.example" } },
      leastEpoch: 1,
      stream: undefined,
      cache: undefined,
    });
  });

  it("is refused with every variable that is wrong", () => {
    const environment = { DATABASE_URL: "mysql://db", PORT: "http", PARTITION_HOSTS: "eu" };

    expect(() => readConfig(environment)).toThrow(
      /DATABASE_URL: .*\nPORT: .*\nPARTITION_HOSTS: a JSON object of partitions and their hosts is expected/,
    );
  });

  it("is refused where it logs in by IAM and lacks what that needs", () => {
    expect(() => readConfig({ DATABASE_AUTH: "aws-iam" })).toThrow(
      "DATABASE_URL: is missing, which DATABASE_AUTH aws-iam needs\nAWS_REGION: is missing, which DATABASE_AUTH aws-iam needs",
    );
  });

  it("names what carries events, and the cache that replicas share", () => {
    const kafka = {
      KAFKA_BROKERS: "one:9098,two:9098",
      KAFKA_TOPIC: "stock",
      KAFKA_AUTH: "aws-iam",
      AWS_REGION: "eu-west-1",
    };
    expect(readConfig(kafka).stream).toEqual({
      ...{ kind: "kafka", brokers: ["one:9098", "two:9098"], topic: "stock" },
      access: { kind: "iam", region: "eu-west-1" },
    });
    expect(readConfig({ KAFKA_BROKERS: "one:9092" }).stream).toEqual({
      ...{ kind: "kafka", brokers: ["one:9092"], topic: "inventory.events", access: { kind: "none" } },
    });
    const kinesis = { KINESIS_STREAM: "stock", KINESIS_ENDPOINT: "http://localhost:4567", AWS_REGION: "eu-west-1" };
    expect(readConfig(kinesis).stream).toEqual({
      ...{ kind: "kinesis", stream: "stock", region: "eu-west-1", endpoint: "http://localhost:4567" },
    });
    const fed = { ...kinesis, FEED_STREAMS: '{"stock-changes@1":"changes"}' };
    expect([readConfig(fed).feeds, readConfig(kinesis).feeds]).toEqual([{ "stock-changes@1": "changes" }, undefined]);
    const redis = { REDIS_URL: "rediss://service:secret@cache.internal:6379", REDIS_CLUSTER: "true" };
    expect(readConfig(redis).cache).toEqual({ url: redis.REDIS_URL, isCluster: true });
  });

  it.each([
    [
      { KAFKA_BROKERS: "one:9092", KINESIS_STREAM: "stock" },
      `KINESIS_STREAM: is set beside KAFKA_BROKERS, expected one of the two: events go one way
AWS_REGION: is missing, which KINESIS_STREAM needs`,
    ],
    [
      { KAFKA_AUTH: "aws-iam" },
      `KAFKA_BROKERS: is missing, which KAFKA_AUTH needs: it says how these let the service in
AWS_REGION: is missing, which KAFKA_AUTH aws-iam needs`,
    ],
    [{ KINESIS_ENDPOINT: "http://localhost" }, "KINESIS_STREAM: is missing, which KINESIS_ENDPOINT needs"],
    [
      { FEED_STREAMS: '{"stock-changes@1":"changes"}' },
      "KAFKA_BROKERS: is missing, which FEED_STREAMS needs, or else KINESIS_STREAM: feeds go where events go",
    ],
    [
      { KAFKA_BROKERS: "one:9092", FEED_STREAMS: "{}" },
      "FEED_STREAMS: of the feeds stock-changes@1 and reservation-changes@1 some are expected, and no others",
    ],
    [
      { KAFKA_BROKERS: "one:9092", FEED_STREAMS: '{"stock-changes@1":"one","reservation-changes@1":"one"}' },
      "FEED_STREAMS: a topic or stream of its own is expected for each feed",
    ],
    [
      { KAFKA_BROKERS: "one:9092", FEED_STREAMS: '{"stock-changes@1":"inventory.events"}' },
      "FEED_STREAMS: names what carries events, expected a topic or stream of its own for each feed",
    ],
    [
      { KAFKA_BROKERS: "one:9092", FEED_STREAMS: "changes" },
      "FEED_STREAMS: a JSON object of feeds and their topics or streams is expected",
    ],
    [
      { KAFKA_BROKERS: "one:9092", FEED_STREAMS: '{"stock-changes":"changes"}' },
      "FEED_STREAMS: of the feeds stock-changes@1 and reservation-changes@1 some are expected, and no others",
    ],
    [{ REDIS_CLUSTER: "true" }, "REDIS_URL: is missing, which REDIS_CLUSTER true needs"],
    [{ KAFKA_BROKERS: "one" }, "KAFKA_BROKERS.0: brokers are expected as host:port, with commas between them"],
    [{ REDIS_URL: "http://user:secret@cache" }, "REDIS_URL: Invalid URL"],
  ])("is refused where variables do not go together: %j", (environment, message) => {
    expect(() => readConfig(environment)).toThrow(new Error(message));
  });
});
