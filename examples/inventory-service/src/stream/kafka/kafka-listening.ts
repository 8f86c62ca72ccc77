import { setTimeout } from "node:timers/promises";
import type { Consumer, EachBatchPayload, Kafka } from "kafkajs";
import type { CloudEvent } from "../cloud-event";
import { readEvent } from "../envelope";
import type { ListenOptions, Listening } from "../source";
import { patiently, RETRY } from "./kafka-client";

/** Who listens, to what. */
export interface KafkaListeningOptions extends Pick<ListenOptions, "since" | "listener" | "onError"> {
  /** The cluster. */
  readonly kafka: Kafka;
  /** What is listened to. */
  readonly topic: string;
  /** The consumer group's own name. */
  readonly groupId: string;
  /** Whether others may be in the group: then brokers keep how far it is, and a new group begins with the oldest event. */
  readonly isShared: boolean;
}

/** How long a broker waits for events before it says that there are none. */
const WAIT_MILLISECONDS = 200;

/** How long a listener that failed, or a broker that is away, is left alone. */
const REST_MILLISECONDS = 500;

/** For how long a member of a group is waited for that is lost: its shards stand still meanwhile. */
const MEMBER_MILLISECONDS = 10_000;

/** Shards whose events are handed over at the same time. */
const CONCURRENT_SHARDS = 8;

/** Where reading goes on, by partition, as text: offsets have 64 bits. */
type Positions = Map<number, string>;

/** Somebody listens to a topic, through whatever happens to the brokers, until told to stop. */
export class KafkaListening implements Listening {
  readonly #options: KafkaListeningOptions;
  readonly #stopping = new AbortController();
  /** Of who listens alone; a shared group's are with the brokers. */
  readonly #positions: Positions = new Map();
  #consumer: Consumer | undefined;
  #beginning: Promise<void> = Promise.resolve();

  private constructor(options: KafkaListeningOptions) {
    this.#options = options;
  }

  /** Begins: what is published from then on is handed over. */
  static async begin(options: KafkaListeningOptions): Promise<KafkaListening> {
    const listening = new KafkaListening(options);
    const from = options.isShared ? [] : await patiently(() => startsOf(options));
    from.forEach(([partition, offset]) => listening.#positions.set(partition, offset));
    await patiently(() => listening.#begin());
    return listening;
  }

  /** Ends it, after the events that are under way. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#beginning;
    await this.#leave();
  }

  async #begin(): Promise<void> {
    const { kafka, topic, groupId, isShared, onError } = this.#options;
    const consumer = kafka.consumer({
      ...{ groupId, maxWaitTimeInMs: WAIT_MILLISECONDS, retry: { ...RETRY, restartOnFailure: async () => false } },
      ...{ sessionTimeout: MEMBER_MILLISECONDS, rebalanceTimeout: MEMBER_MILLISECONDS, heartbeatInterval: 2_000 },
    });
    const crashed = new Promise<Error>((resolve) =>
      consumer.on(consumer.events.CRASH, ({ payload }) => resolve(payload.error)),
    );
    const joined = new Promise<undefined>((resolve) =>
      consumer.on(consumer.events.GROUP_JOIN, () => resolve(undefined)),
    );
    this.#consumer = consumer;
    const from = isShared ? [] : [...this.#positions];
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: isShared });
    await consumer.run({
      ...{ autoCommit: isShared, eachBatchAutoResolve: false, partitionsConsumedConcurrently: CONCURRENT_SHARDS },
      eachBatch: (payload) => handOver(payload, this.#options, this.#positions),
    });
    const failure = await Promise.race([joined, crashed]);
    if (failure !== undefined) {
      await this.#leave();
      throw failure;
    }
    for (const [partition, offset] of from) {
      consumer.seek({ topic, partition, offset });
    }
    void crashed.then((error) => {
      onError(error);
      this.#beginning = this.#beginAgain();
    });
  }

  /** The client gives up on a group whose brokers are away; the group's members begin again as soon as they are back. */
  async #beginAgain(): Promise<void> {
    const { signal } = this.#stopping;
    let isBegun = false;
    while (!isBegun && !signal.aborted) {
      await this.#leave();
      await setTimeout(REST_MILLISECONDS, undefined, { signal }).catch(() => undefined);
      isBegun = await this.#begin().then(
        () => true,
        (error: unknown) => {
          this.#options.onError(error);
          return false;
        },
      );
    }
  }

  async #leave(): Promise<void> {
    const consumer = this.#consumer;
    this.#consumer = undefined;
    await consumer?.stop().catch(() => undefined);
    await consumer?.disconnect().catch(() => undefined);
  }
}

/** Hands a batch over until it is taken, and then counts it as read. */
async function handOver(
  { batch, heartbeat, resolveOffset, isRunning, isStale }: EachBatchPayload,
  { listener, onError }: KafkaListeningOptions,
  positions: Positions,
): Promise<void> {
  const events = batch.messages.flatMap(({ value, offset }) => eventsIn(value, offset, onError));
  while (isRunning() && !isStale()) {
    try {
      await (events.length === 0 ? undefined : listener(events));
      resolveOffset(batch.lastOffset());
      positions.set(batch.partition, String(BigInt(batch.lastOffset()) + 1n));
      return;
    } catch (error) {
      onError(error);
      await setTimeout(REST_MILLISECONDS);
      await heartbeat();
    }
  }
}

/** The event in a message; none where it is not one, which is said and left out: it belongs to no subject that could wait. */
function eventsIn(value: Buffer | null, offset: string, onError: ListenOptions["onError"]): readonly CloudEvent[] {
  try {
    return [readEvent(JSON.parse(value?.toString() ?? "null"))];
  } catch (error) {
    onError(new Error(`message ${offset} is no event of an inventory`, { cause: error }));
    return [];
  }
}

/** Where the partitions end at present, or were at the time from which on one listens. */
async function startsOf({
  kafka,
  topic,
  since,
}: KafkaListeningOptions): Promise<readonly (readonly [number, string])[]> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    return since === undefined
      ? (await admin.fetchTopicOffsets(topic)).map(({ partition, high }) => [partition, high] as const)
      : (await admin.fetchTopicOffsetsByTimestamp(topic, since)).map(
          ({ partition, offset }) => [partition, offset] as const,
        );
  } finally {
    await admin.disconnect();
  }
}
