import { Batcher, type Unanswered } from "../../src/batch";
import type { CommandRequest, Outcome } from "../../src/storage";
import { Lanes } from "../../src/batch/lanes";
import type { Pending } from "../../src/batch/pending";
import { reserve, TEN_MUGS } from "../domain/given";

const DONE: Outcome = { kind: "answered", answer: { accepted: true, stock: [], reservation: null }, replayed: false };
const ofChannel = (channel: string, reservation: string, lines = 1): CommandRequest => ({
  command: reserve({ channel, reservation, lines: Array(lines).fill({ sku: "mug", quantity: 1, locations: ["b"] }) }),
  key: null,
});
const receive: CommandRequest = { command: TEN_MUGS, key: null };
const nameOf = ({ command }: CommandRequest): string =>
  command.kind === "reserve" ? command.reservation : command.kind;
const waiting = (request: CommandRequest): Pending => ({
  ...{ request, deadline: 0 },
  resolve: () => undefined,
  reject: () => undefined,
});

/** Lanes in which some requests wait. */
function lanesOf(...requests: readonly CommandRequest[]): Lanes {
  const lanes = new Lanes();
  requests.forEach((request) => lanes.add(waiting(request)));
  return lanes;
}

const taken = (lanes: Lanes, commands = 256, lines = 1024): string[] =>
  lanes.take({ commands, lines }).map(({ request }) => nameOf(request));

describe("lanes", () => {
  it("let reservations wait behind everything else, each in its order", () => {
    expect(taken(lanesOf(ofChannel("web", "r1"), receive, ofChannel("web", "r2")))).toEqual(["receive", "r1", "r2"]);
  });

  it("give channels turns: one that sends much waits for itself", () => {
    const many = Array.from({ length: 40 }, (_, index) => ofChannel("bulk", `b${index}`));
    const lanes = lanesOf(...many, ofChannel("web", "w1"));

    expect(taken(lanes, 20).indexOf("w1")).toBe(16);
    expect(taken(lanes)).toEqual(many.slice(19).map(nameOf));
    expect(lanes.length).toBe(0);
  });

  it("take no more commands or lines than a batch may have, but a large one alone", () => {
    const lanes = lanesOf(ofChannel("web", "r1", 3), ofChannel("web", "r2", 3), ofChannel("web", "r3", 50));

    expect([taken(lanes, 256, 5), taken(lanes, 256, 5), taken(lanes, 256, 5), taken(lanes)]).toEqual([
      ["r1"],
      ["r2"],
      ["r3"],
      [],
    ]);
  });
});

describe("a batcher", () => {
  const batches: string[][] = [];
  let release: () => void = () => undefined;
  const gated = (mostWaiting = 100, clock = (): number => 0): Batcher =>
    new Batcher({
      clock,
      mostWaiting,
      execute: async (requests) => {
        batches.push(requests.map(nameOf));
        await new Promise<void>((resolve) => (release = resolve));
        return requests.map(() => DONE);
      },
    });
  const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));
  const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  beforeEach(() => batches.splice(0));

  it("makes a batch of whatever waited while the last one ran", async () => {
    const batcher = gated();
    const all = [batcher.submit(ofChannel("web", "r1"), 1000)];
    await turn();
    all.push(batcher.submit(ofChannel("web", "r2"), 1000), batcher.submit(ofChannel("web", "r3"), 1000));
    release();
    await turn();
    release();
    await Promise.all([...all, batcher.drain()]);

    expect(batches).toEqual([["r1"], ["r2", "r3"]]);
  });

  it("drops what nobody waits for any longer before it reaches the database", async () => {
    let now = 0;
    const batcher = gated(100, () => now);
    const first = batcher.submit(ofChannel("web", "r1"), 1000);
    await turn();
    const second = batcher.submit(ofChannel("web", "r2"), 50);
    now = 100;
    release();

    await expect(second).rejects.toMatchObject({ reason: "deadline" } satisfies Partial<Unanswered>);
    await first;
    expect(batches).toEqual([["r1"]]);
  });

  it("turns requests away when too many wait", async () => {
    const batcher = gated(1);
    const first = batcher.submit(receive, 1000);

    await expect(batcher.submit(receive, 1000)).rejects.toThrow("overloaded: safe to send again with the same key");
    await turn();
    release();
    await first;
  });

  it("runs what its rows had changed for once more, and fails alone what fails alone", async () => {
    let runs = 0;
    const batcher = new Batcher({
      clock: () => 0,
      mostWaiting: 9,
      execute: (requests) => {
        runs += 1;
        const again: Outcome = { kind: "again" };
        return Promise.resolve(
          requests.map((each) => (nameOf(each) === "r1" ? new Error("bad") : runs === 1 ? again : DONE)),
        );
      },
    });
    const both = [batcher.submit(ofChannel("web", "r1"), 9), batcher.submit(ofChannel("web", "r2"), 9)];

    expect(await Promise.allSettled(both)).toMatchObject([
      { status: "rejected" },
      { status: "fulfilled", value: DONE },
    ]);
    expect(runs).toBe(2);
  });

  it("sends nothing behind a batch where one at a time carries out more", async () => {
    let now = 0;
    let busy: Promise<unknown> = Promise.resolve();
    const sizes: number[] = [];
    const batcher = new Batcher({
      clock: () => now,
      mostWaiting: 100,
      isDivided: () => true,
      // A database that takes 20 ms for a batch of any size, one after the other.
      execute: async (requests, onSent) => {
        sizes.push(requests.length);
        const before = busy;
        const written = before.then(nextTurn).then(() => (now += 20));
        busy = written;
        onSent();
        await written;
        return requests.map(() => DONE);
      },
    });
    const call = async (): Promise<void> => {
      while (now < 20_000) {
        await batcher.submit(ofChannel("web", "r1"), 60_000);
      }
    };
    await Promise.all(Array.from({ length: 64 }, call));

    expect(sizes.filter((size) => size === 32).length).toBeGreaterThan(20);
    expect(sizes.filter((size) => size === 64).length).toBeGreaterThan(0.8 * sizes.length);
  });
});
