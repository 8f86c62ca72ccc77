import { epochRaised, Fenced, firstFence, type CloudEvent, type Source, type Stream } from "../../src/stream";
import { eventOf } from "../consume/events";

/** A stream under test, and how its publishers and readers are made. */
export interface Streams {
  /** One more publisher and reader of the same stream, as another process has it. */
  open(): Promise<Stream & Source>;
}

/** Resolves when something holds. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** What came out of a stream, by a reader of its own. */
export async function hear(source: Source, group?: string): Promise<CloudEvent[]> {
  const heard: CloudEvent[] = [];
  await source.listen({
    group,
    listener: async (events) => {
      heard.push(...events);
    },
    onError: () => undefined,
  });
  return heard;
}

const ids = (events: readonly CloudEvent[]): string[] => events.map(({ id }) => id);

/** What any stream keeps, whatever carries it. */
export function itKeepsTheContract(start: () => Promise<Streams>): void {
  let streams: Streams;
  beforeEach(async () => {
    streams = await start();
  });

  it("hands over each shard's events in their order, as they were published, to each that listens", async () => {
    const [one, two] = [await streams.open(), await streams.open()];
    const heard = await Promise.all([hear(one), hear(two)]);
    await one.publish({ shard: 3, fence: 1, events: [eventOf("a", 1), eventOf("b", 1), eventOf("a", 2)] });
    await one.publish({ shard: 3, fence: 1, events: [eventOf("a", 3)] });
    await one.publish({ shard: 63, fence: 1, events: [eventOf("c", 1)] });
    await until(() => heard.every((each) => each.length >= 5));

    for (const each of heard) {
      expect(ids(each.filter(({ subject }) => subject !== "c"))).toEqual(["a-1", "b-1", "a-2", "a-3"]);
      expect(each.filter(({ subject }) => subject === "c")).toEqual([eventOf("c", 1)]);
    }
  });

  it("lets nothing be read of a publisher who has been followed", async () => {
    const [late, next] = [await streams.open(), await streams.open()];
    const heard = await hear(next);
    await late.publish({ shard: 7, fence: 1, events: [eventOf("a", 1)] });
    await next.publish({ shard: 7, fence: 2, events: [eventOf("a", 2)] });
    const refused = await late
      .publish({ shard: 7, fence: 1, events: [eventOf("a", 3)] })
      .catch((error: unknown) => error);
    // Where a stream cannot refuse, its readers do.
    expect([new Fenced({ shard: 7, fence: 1 }), undefined]).toContainEqual(refused);
    await next.publish({ shard: 7, fence: 2, events: [eventOf("a", 4)] });
    await until(() => heard.some(({ id }) => id === "a-4"));

    expect(ids(heard)).toEqual(["a-1", "a-2", "a-4"]);
  });

  it("lets nothing be read of a publisher who was followed before it published at all", async () => {
    const [late, next] = [await streams.open(), await streams.open()];
    const heard = await hear(next);
    await next.publish({ shard: 7, fence: 2, events: [eventOf("a", 1)] });
    await late.publish({ shard: 7, fence: 1, events: [eventOf("a", 9)] }).catch(() => undefined);
    await next.publish({ shard: 7, fence: 2, events: [eventOf("a", 2)] });
    await until(() => heard.some(({ id }) => id === "a-2"));

    expect(ids(heard)).toEqual(["a-1", "a-2"]);
  });

  it("lets a shard's publisher go on where another shard's has been followed", async () => {
    const [one, two] = [await streams.open(), await streams.open()];
    const heard = await hear(two);
    await one.publish({ shard: 1, fence: 1, events: [eventOf("a", 1)] });
    await two.publish({ shard: 2, fence: 5, events: [eventOf("b", 1)] });
    await one.publish({ shard: 1, fence: 1, events: [eventOf("a", 2)] });
    await until(() => heard.length >= 3);

    expect(ids(heard).toSorted()).toEqual(["a-1", "a-2", "b-1"]);
  });

  it("hands events over again that a listener could not take", async () => {
    const stream = await streams.open();
    const heard: string[] = [];
    let failures = 0;
    await stream.listen({
      group: undefined,
      listener: async (events) => {
        failures += 1;
        if (failures <= 2) {
          throw new Error("the listener is away");
        }
        heard.push(...ids(events));
      },
      onError: () => undefined,
    });
    const batch = { shard: 0, fence: 1, events: [eventOf("a", 1), eventOf("a", 2)] };
    // Within one process it is the publisher who hears of it.
    await until(() =>
      stream.publish(batch).then(
        () => true,
        () => false,
      ),
    );
    await until(() => heard.length >= 2);

    expect(heard.slice(0, 2)).toEqual(["a-1", "a-2"]);
  });

  it("hands over no more once a listener has stopped", async () => {
    const stream = await streams.open();
    const heard: string[] = [];
    const listening = await stream.listen({
      group: undefined,
      listener: async (events) => {
        heard.push(...ids(events));
      },
      onError: () => undefined,
    });
    await stream.publish({ shard: 0, fence: 1, events: [eventOf("a", 1)] });
    await until(() => heard.length >= 1);
    await listening.stop();
    const other = await hear(stream);
    await stream.publish({ shard: 0, fence: 1, events: [eventOf("a", 2)] });
    await until(() => other.length >= 1);

    expect(heard).toEqual(["a-1"]);
  });
}

/** What a stream keeps that outlives those who publish: it can be read from a time on, to where an epoch begins. */
export function itRemembers(start: () => Promise<Streams>): void {
  it("hands over what was published from a time on, and nothing of an earlier epoch behind the word of a new one", async () => {
    const streams = await start();
    const [old, next] = [await streams.open(), await streams.open()];
    const isPublished = (): Promise<boolean> =>
      old.publish({ shard: 3, fence: 7, events: [eventOf("a", 1)] }).then(
        () => true,
        () => false,
      );
    // A broker that has just begun refuses the first one.
    await until(isPublished);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const since = Date.now() - 500;
    await old.publish({ shard: 3, fence: 7, events: [eventOf("a", 2)] });
    await old.publish({ shard: 5, fence: 9, events: [eventOf("b", 1)] });
    const begun = epochRaised({ shard: 3, epoch: 2 }, { partition: "eu", time: new Date(0) });
    await next.publish({ shard: 3, fence: firstFence(2), events: [begun] });
    await old.publish({ shard: 3, fence: 8, events: [eventOf("a", 3)] }).catch(() => undefined);
    const heard: CloudEvent[] = [];
    await next.listen({
      ...{ group: undefined, since, onError: () => undefined },
      listener: async (events) => {
        heard.push(...events);
      },
    });
    await next.publish({ shard: 3, fence: firstFence(2), events: [eventOf("a", 4)] });
    await until(() => heard.length >= 4);

    expect(ids(heard.filter(({ subject }) => subject !== "b"))).toEqual(["a-2", "epoch-2-3", "a-4"]);
    expect(ids(heard.filter(({ subject }) => subject === "b"))).toEqual(["b-1"]);
    expect(heard.find(({ id }) => id === "epoch-2-3")).toEqual(begun);
  });
}
