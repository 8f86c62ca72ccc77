import { InProcessProgress } from "../../src/consume";
import { EMPTY_LEVEL } from "../../src/domain";
import { followEvents } from "../../src/read";
import { InProcessStream, type CloudEvent } from "../../src/stream";
import { eventOf } from "../consume/events";

const changed = (version: number, changedData: object = {}): CloudEvent => ({
  ...eventOf('["acme","mug","berlin"]', version),
  data: { tenant: "acme", sku: "mug", location: "berlin", after: { ...EMPTY_LEVEL, version }, ...changedData },
});

const publish = (stream: InProcessStream, ...events: readonly CloudEvent[]): Promise<void> =>
  stream.publish({ shard: 0, fence: 1, events });

describe("the cache", () => {
  it("follows the rows that replicas change to the newest of each, and says how long that took; a row that makes no sense stops itself", async () => {
    const stream = new InProcessStream();
    const store = new InProcessProgress({ most: 100, clock: () => 0 });
    const versions: number[] = [];
    const seconds: number[] = [];
    const fates: string[] = [];
    const epochs: number[] = [];
    const { stop } = await followEvents({
      ...{ source: stream, group: undefined, store, log: { after: async () => [] } },
      reader: {
        changed: async ({ after }) => {
          versions.push(after.version);
        },
      },
      now: () => Date.parse("2026-11-27T00:00:02.500Z"),
      around: (handle) => handle,
      onFollowed: (each) => seconds.push(each),
      onFate: (fate) => fates.push(fate),
      onEpoch: (epoch) => epochs.push(epoch),
      onError: () => undefined,
    });
    await publish(stream, changed(4), changed(6));
    await publish(stream, { ...eventOf('["acme","r1"]', 1), type: "inventory.ReservationChanged.v1", epoch: 2 });
    await publish(stream, changed(5, { madeUp: "since then" }));
    await publish(stream, changed(7, { after: "nothing" }));
    await publish(stream, changed(8));
    await publish(stream, { ...changed(1), subject: "other" });
    await stop();
    await publish(stream, { ...changed(2), subject: "other" });

    expect(versions).toEqual([6, 1]);
    expect(epochs).toEqual([2]);
    expect(seconds).toEqual([2.5, 2.5]);
    expect(fates.filter((fate) => fate === "dead")).toHaveLength(1);
    expect(await store.count()).toEqual({ waiting: 1, stopped: 1 });
  });
});
