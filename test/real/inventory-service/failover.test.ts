import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import type { Client } from "pg";
import { startService, type Service } from "../../../examples/inventory-service/src/service";
import { migrate } from "../../../examples/inventory-service/src/storage";
import { EPOCH_RAISED, Fenced, type CloudEvent } from "../../../examples/inventory-service/src/stream";
import { KafkaStream } from "../../../examples/inventory-service/src/stream/kafka";
import { startTwoServers, type TwoServers } from "../../../examples/inventory-service/test/failover/servers";
import { FROM_SOURCE } from "../../../examples/inventory-service/test/from-source";
import { callerOf, issueKey, type Call, type Reply } from "../../../examples/inventory-service/test/http/caller";
import { MIGRATIONS } from "../../../examples/inventory-service/test/storage/database";
import { until } from "../../../examples/inventory-service/test/stream/contract";
import { eventOf } from "../../../examples/inventory-service/test/consume/events";
import { KafkaBroker } from "./kafka-broker";

const PROGRAM = path.join(__dirname, "../../../examples/inventory-service/src/failover/main.ts");
const TOPIC = "inventory-events";

interface Running {
  readonly call: Call;
  stop(): Promise<void>;
}

let broker: KafkaBroker;
let servers: TwoServers;
let key: string;
const closing: (() => Promise<void>)[] = [];
beforeAll(async () => {
  [broker, servers] = await Promise.all([KafkaBroker.start(), startTwoServers()]);
});
afterAll(async () => {
  for (const close of closing.toReversed()) {
    await close();
  }
  await Promise.all([broker.stop(), servers.stop()]);
});

async function openStream(clientId: string): Promise<KafkaStream> {
  const access = { kind: "none" } as const;
  let names = 0;
  const newName = (): string => `${clientId}-${(names += 1)}`;
  const stream = await KafkaStream.open({ brokers: [broker.address], access, topic: TOPIC, clientId, newName });
  closing.push(() => stream.close());
  return stream;
}

async function serve(databaseUrl: string, replica: string): Promise<Running> {
  const stream = await openStream(replica);
  const service: Service = await startService({
    ...{ databaseUrl, connections: 4, stream, source: stream, replica, log: false },
    partition: { own: "eu", hosts: {} },
    now: Date.now,
    clock: () => performance.now(),
  });
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopped ??= service.stop());
  closing.push(stop);
  return { call: callerOf(await service.app.listen({ host: "127.0.0.1", port: 0 }), key), stop };
}

/** Runs the program as somebody on call does. */
async function failover(databaseUrl: string, ...args: readonly string[]): Promise<Record<string, unknown>> {
  const env = {
    PATH: process.env["PATH"],
    ...{ DATABASE_URL: databaseUrl, PARTITION: "eu", KAFKA_BROKERS: broker.address, KAFKA_TOPIC: TOPIC },
  };
  const all = [...FROM_SOURCE, PROGRAM, ...args, "--format", "json"];
  const { stdout } = await promisify(execFile)(process.execPath, all, { env });
  return JSON.parse(stdout) as Record<string, unknown>;
}

const mugs = (reservation: string, quantity: number) => ({
  ...{ reservation, channel: "web", orderRef: `ref-${reservation}` },
  lines: [{ sku: "mug", quantity, locations: ["berlin"] }],
});
const reserve = (call: Call, reservation: string, quantity: number): Promise<Reply> =>
  call("POST", "/v1/reservations", mugs(reservation, quantity));

/** Reserves as soon as the service takes reservations again: not while events of before the outage wait for their publication. */
async function answered(call: Call, reservation: string, quantity: number): Promise<Reply> {
  let reply = await reserve(call, reservation, quantity);
  await until(async () => reply.status !== 503 || (reply = await reserve(call, reservation, quantity)).status !== 503);
  return reply;
}

const stockOf = async (owner: Client): Promise<readonly Record<string, unknown>[]> =>
  (await owner.query<Record<string, unknown>>("select on_hand, reserved, safety_stock, withheld from inventory.stock"))
    .rows;

/** Events that the first primary publishes: of one receipt, and two for each of three reservations. */
const BEFORE_LOSS = 7;

const SUMMARY = { commands: 2, reservations: 2, rows: 1, units: 5 };

describe("a failover to a copy that lacks commits, with events on a Kafka broker", () => {
  let owner: Client;
  let next: Running;
  const heard: CloudEvent[] = [];

  it("begins with a primary that goes on after the copy has stopped to follow, and is then lost", async () => {
    const oldOwner = await servers.owner(servers.primary);
    await migrate(oldOwner, MIGRATIONS);
    const days = "call inventory.make_days((now() - interval '7 days')::date, (now() + interval '2 days')::date)";
    await oldOwner.query(days);
    key = await issueKey(oldOwner);
    const old = await serve(servers.primary, "old");
    const reader = await openStream("reader");
    const listener = async (events: readonly CloudEvent[]): Promise<void> => void heard.push(...events);
    const listening = await reader.listen({ group: undefined, listener, onError: () => undefined });
    closing.push(() => listening.stop());
    await old.call("POST", "/v1/stock/mug/berlin/receive", { quantity: 10 });
    const kept = await reserve(old.call, "kept-one", 1);
    await servers.caughtUp();
    await servers.cut();
    const all = [kept, await reserve(old.call, "lost-one", 3), await reserve(old.call, "lost-two", 2)];
    await until(() => heard.length === BEFORE_LOSS);
    await old.stop();
    await servers.losePrimary();

    expect(all.map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  it("is told in a dry run what the broker has and the copy lacks, and nothing is changed", async () => {
    owner = await servers.owner(servers.standby);
    await owner.query("select pg_promote()");
    const epochs = async (): Promise<unknown> => (await owner.query("select * from inventory.write_epoch")).rows;
    const before = [await stockOf(owner), await epochs()];
    const told = await failover(servers.standby, "promote", "--epoch", "2");

    expect(told).toMatchObject({ epoch: 2, before: 1, isApplied: false, isDone: false, summary: SUMMARY });
    expect([await stockOf(owner), await epochs()]).toEqual(before);
  });

  it("withholds it as the broker tells the new epoch to all shards, and sells the rest and no unit more", async () => {
    const told = await failover(servers.standby, "promote", "--epoch", "2", "--apply");
    next = await serve(servers.standby, "next");
    const replies = [await answered(next.call, "too-many", 5), await answered(next.call, "all-that-is-left", 4)];

    expect(told).toMatchObject({ isApplied: true, summary: SUMMARY });
    expect(await stockOf(owner)).toEqual([{ on_hand: 10, reserved: 5, safety_stock: 5, withheld: 5 }]);
    expect(replies.map(({ status, body }) => [status, body["type"]])).toEqual([
      [409, "urn:inventory:problem:not-enough-stock"],
      [200, undefined],
    ]);
    await until(() => heard.filter(({ type, epoch }) => type === EPOCH_RAISED && epoch === 2).length === 64);
  });

  it("has the old primary's service take nothing once it has heard, the broker no event of its relay, and `fence` close it", async () => {
    await servers.returnPrimary();
    const back = await serve(servers.primary, "back");
    await until(async () => (await reserve(back.call, `stray-${Date.now()}`, 1)).status === 503);
    const late = await openStream("late");
    const publish = late.publish({ shard: 7, fence: 1, events: [eventOf("stray", 1)] });
    await expect(publish).rejects.toBeInstanceOf(Fenced);
    await back.stop();
    const fenced = await failover(servers.primary, "fence", "--epoch", "2", "--apply");
    const closed = (await servers.owner(servers.primary)).query(
      "select epoch::integer, is_open from inventory.write_epoch",
    );
    const again = await serve(servers.primary, "again");

    expect((await closed).rows).toEqual([{ epoch: 2, is_open: false }]);
    expect(fenced).toMatchObject({ epoch: 2, before: 1, isApplied: true });
    expect((await reserve(again.call, "stray-after-all", 1)).status).toBe(503);
  });

  it("settles what was lost: one command holds after all, the other does not, and nothing is withheld any longer", async () => {
    const { commands } = (await failover(servers.standby, "status")) as {
      readonly commands: readonly { readonly id: number; readonly reservation: string }[];
    };
    const one = commands.find(({ reservation }) => reservation === "lost-one")?.id;
    await failover(servers.standby, "resolve", "--command", String(one), "--as", "reinstated", "--apply");
    await failover(servers.standby, "resolve", "--all", "--as", "abandoned", "--apply");

    expect(await stockOf(owner)).toEqual([{ on_hand: 10, reserved: 8, safety_stock: 0, withheld: 0 }]);
    const statuses = ["lost-one", "lost-two"].map(
      async (id) => (await next.call("GET", `/v1/reservations/${id}`)).body,
    );
    expect(await Promise.all(statuses)).toMatchObject([{ status: "held" }, { status: "cancelled" }]);
    // What is published now comes behind all that the old primary, or a dry run, might have published before.
    await until(() => heard.some(({ subject, epoch }) => epoch === 2 && subject.includes("lost-two")));
    expect(heard.slice(BEFORE_LOSS).filter(({ epoch }) => epoch === 1)).toEqual([]);
    expect(heard.filter(({ type }) => type === EPOCH_RAISED)).toHaveLength(64);
  });
});
