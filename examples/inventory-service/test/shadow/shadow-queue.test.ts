import { ShadowQueue, type ShadowWrite } from "../../src/shadow";

const write = (key: string, tenant = "acme"): ShadowWrite => ({
  ...{ tenant, key, at: 0, command: null, legacy: { accepted: true, rows: [] } },
});

interface Seen {
  readonly queue: ShadowQueue;
  readonly compared: string[][];
  readonly dropped: [string, number][];
  readonly errors: unknown[];
}

function queueOf(most: number, compare: () => Promise<void> = async () => undefined): Seen {
  const compared: string[][] = [];
  const dropped: [string, number][] = [];
  const errors: unknown[] = [];
  const queue = new ShadowQueue({
    compare: async (writes) => {
      compared.push(writes.map(({ key }) => key));
      await compare();
    },
    countDropped: async (tenant, writes) => void dropped.push([tenant, writes]),
    most,
    onError: (error) => void errors.push(error),
  });
  return { queue, compared, dropped, errors };
}

it("compares after whoever brought them was answered, in their order, a tenant at a time", async () => {
  const { queue, compared } = queueOf(10);

  expect(queue.offer([write("1"), write("2"), write("3", "other"), write("4")])).toBe(4);
  expect(compared).toEqual([]);
  await queue.drain();
  expect(compared).toEqual([["1", "2"], ["3"], ["4"]]);
});

it("drops what finds no room, and counts it by tenant", async () => {
  const { queue, compared, dropped } = queueOf(2);

  expect(queue.offer([write("1"), write("2"), write("3"), write("4", "other")])).toBe(2);
  expect(queue.offer([write("5")])).toBe(0);
  await queue.drain();
  expect(compared).toEqual([["1", "2"]]);
  expect(dropped).toEqual([
    ["acme", 2],
    ["other", 1],
  ]);
  expect(queue.offer([write("6")])).toBe(1);
  await queue.drain();
});

it("fails nobody: what cannot be compared is told, and counted as dropped", async () => {
  const { queue, dropped, errors } = queueOf(10, async () => Promise.reject(new Error("away")));

  expect(queue.offer([write("1"), write("2")])).toBe(2);
  await queue.drain();
  expect([dropped, errors]).toEqual([[["acme", 2]], [new Error("away")]]);
});
