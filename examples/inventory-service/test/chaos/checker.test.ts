import { check, type Verdict } from "../../chaos/checker/check";
import type { EventFound, Evidence, Level, ReservationFound, StockFound } from "../../chaos/checker/evidence";
import type { AnswerLine, Asked, HistoryLine, RowTold } from "../../chaos/checker/history-format";

const LEVEL: Level = {
  ...{ onHand: 10, reserved: 0, inTransit: 0, safetyStock: 0, promiseLimit: 0, version: 1 },
  allotments: {},
};
const ROW = { tenant: "acme", sku: "mug", location: "berlin" };
const HELD: ReservationFound = {
  ...{ tenant: "acme", reservation: "order-1", channel: "web", status: "held", expiresAt: 5_000, version: 1 },
  allocations: [{ sku: "mug", location: "berlin", quantity: 3, shipped: false }],
};
const RELEASED: ReservationFound = { ...HELD, status: "released", version: 2 };
const RECEIVE: Asked = { kind: "receive", ...ROW, quantity: 10 };
const RESERVE: Asked = {
  ...{ kind: "reserve", tenant: "acme", reservation: "order-1", channel: "web", holdSeconds: 4 },
  ...{ lines: [{ sku: "mug", quantity: 3, locations: ["berlin"] }], fill: "all", split: "listed" },
};
const RELEASE: Asked = { kind: "release", tenant: "acme", reservation: "order-1" };

const told = ({ version, onHand, reserved, inTransit }: Level): RowTold => [
  ...(["mug", "berlin", version] as const),
  ...([onHand, reserved, inTransit] as const),
];

/** A command that was asked for once and accepted. */
function accepted(n: number, asked: Asked, [after, reservation]: readonly [Level, ReservationFound?]): HistoryLine[] {
  const changed =
    reservation === undefined ? null : ([reservation.reservation, reservation.version, reservation.status] as const);
  return [
    { t: "call", id: n, n, at: n * 10, to: 0, asked },
    { t: "answer", id: n, at: n * 10 + 5, is: "accepted", digest: `d${n}`, rows: [told(after)], reservation: changed },
  ];
}

function stockChanged(cause: string, change: Partial<Level>, after: Level): EventFound {
  const none = { onHand: 0, reserved: 0, inTransit: 0 };
  const reservation = cause === "received" ? null : "order-1";
  const data = { type: "StockChanged", ...ROW, cause, reservation, change: { ...none, ...change }, after } as const;
  return { subject: '["acme","mug","berlin"]', version: after.version, recordedAt: after.version * 10, data };
}

function reservationChanged(after: ReservationFound, recordedAt = 25): EventFound {
  const data = { type: "ReservationChanged", after } as const;
  return { subject: '["acme","order-1"]', version: after.version, recordedAt, data };
}

interface World {
  readonly history: readonly HistoryLine[];
  readonly log: readonly EventFound[];
  readonly stock: readonly StockFound[];
  readonly reservations: readonly ReservationFound[];
  readonly stream: readonly { shard: number; fence: number; owner: string; events: readonly EventFound[] }[];
  readonly left: Evidence["left"];
}

const SECOND = { ...LEVEL, reserved: 3, version: 2 };
const THIRD = { ...LEVEL, version: 3 };
const LOG = [
  stockChanged("received", { onHand: 10 }, LEVEL),
  stockChanged("reserved", { reserved: 3 }, SECOND),
  reservationChanged(HELD),
  stockChanged("released", { reserved: -3 }, THIRD),
  reservationChanged(RELEASED),
];

/** Ten mugs come in, three are held and given back: nothing is wrong with it. */
const WELL: World = {
  history: [
    ...accepted(0, RECEIVE, [LEVEL]),
    ...accepted(1, RESERVE, [SECOND, HELD]),
    { t: "fault", at: 19, kind: "kill a relay" },
    ...accepted(2, RELEASE, [THIRD, RELEASED]),
  ],
  log: LOG,
  stock: [{ ...ROW, ...THIRD }],
  reservations: [RELEASED],
  stream: [{ shard: 1, fence: 1, owner: "one", events: LOG }],
  left: { answers: 3, holds: 0, transactions: 0, waiting: 0 },
};

async function* once<Item>(items: readonly Item[]): AsyncGenerator<readonly Item[]> {
  yield items;
}

const text = (lines: readonly object[]): readonly string[] => lines.map((line) => JSON.stringify(line));

const judge = (changed: Partial<World>): Promise<Verdict> => {
  const { history, stream, log, stock, reservations, left } = { ...WELL, ...changed };
  const evidence = { history: once(text(history)), stream: once(text(stream)), left };
  return check({ ...evidence, log: once(log), stock: once(stock), reservations: once(reservations) });
};

const rulesOf = ({ broken }: Verdict): readonly string[] => broken.map(({ rule }) => rule);
const withAnswer = (id: number, changed: Partial<AnswerLine>): readonly HistoryLine[] =>
  WELL.history.map((line) => (line.t === "answer" && line.id === id ? { ...line, ...changed } : line));
const withEvent = (index: number, event: EventFound): Partial<World> => {
  const log = LOG.map((each, at) => (at === index ? event : each));
  return { log, stream: [{ shard: 1, fence: 1, owner: "one", events: log }] };
};

describe("the checker", () => {
  it("finds nothing where all is well, and counts a fault only while a command is on its way", async () => {
    const verdict = await judge({});
    const [call, answer] = accepted(3, RECEIVE, [{ ...LEVEL, onHand: 20, version: 4 }]);
    const fault: HistoryLine = { t: "fault", at: 31, kind: "kill the stream" };
    const during = await judge({ history: [...WELL.history, call, fault, answer].flatMap((line) => line ?? []) });

    expect(verdict.broken).toEqual([]);
    expect([verdict.commands, verdict.accepted, verdict.events, verdict.idleFaults, verdict.faults.size]).toEqual([
      ...[3, 3, 5, 1, 0],
    ]);
    expect([...during.faults]).toEqual([["kill the stream", 1]]);
  });

  it.each<{ what: string; world: Partial<World>; rules: readonly string[] }>([
    {
      what: "a command without an answer",
      world: { history: withAnswer(0, { is: "unknown" }) },
      rules: [
        ...["every command is answered", "a change is one command's", "no unit is lost or doubled"],
        "a key is answered alike",
      ],
    },
    {
      what: "an answer that the API does not have",
      world: {
        history: [
          ...WELL.history,
          { t: "call", id: 9, n: 0, at: 40, to: 1 },
          { t: "answer", id: 9, at: 41, is: "wrong", why: "500 internal" },
        ],
      },
      rules: ["answers are of the API"],
    },
    {
      what: "a key that is answered otherwise the second time",
      world: {
        history: [
          ...WELL.history,
          { t: "call", id: 9, n: 1, at: 40, to: 1 },
          { t: "answer", id: 9, at: 41, is: "refused", digest: "other", why: "not-enough-stock" },
        ],
      },
      rules: ["a key is answered alike"],
    },
    {
      what: "another payload that is answered under the key",
      world: {
        history: [
          ...WELL.history,
          { t: "call", id: 9, n: 0, at: 40, to: 1, asked: { ...RECEIVE, quantity: 11 } },
          { t: "answer", id: 9, at: 41, is: "accepted", digest: "d0" },
        ],
      },
      rules: ["a key is one command"],
    },
    {
      what: "two commands that were told of one version",
      world: {
        history: [...WELL.history, ...accepted(3, { ...RECEIVE, quantity: 1 }, [THIRD])],
        left: { ...WELL.left, answers: 4 },
      },
      rules: [
        "a change is one command's",
        "what follows is later",
        "a change is what was asked for",
        "no unit is lost or doubled",
      ],
    },
    {
      what: "an answer whose change is not in the log",
      world: {
        history: [...WELL.history, ...accepted(3, RECEIVE, [{ ...THIRD, onHand: 20, version: 4 }])],
        left: { ...WELL.left, answers: 4 },
      },
      rules: ["a change is one command's", "no unit is lost or doubled"],
    },
    {
      what: "a gap in a row's versions",
      world: { log: LOG.filter((_, index) => index !== 1) },
      rules: ["versions follow each other", "events add up", "nothing is negative"]
        .slice(0, 2)
        .concat(["units are taken and given back once"]),
    },
    {
      what: "units sold that are safety stock",
      world: {
        ...withEvent(1, stockChanged("reserved", { reserved: 3 }, { ...SECOND, safetyStock: 8 })),
      },
      rules: ["nothing is oversold"],
    },
    {
      what: "a hold that is given back twice",
      world: {
        history: [
          ...WELL.history,
          ...accepted(3, RELEASE, [
            { ...THIRD, reserved: -3, version: 4 },
            { ...RELEASED, version: 3 },
          ]),
        ],
        log: [
          ...LOG,
          stockChanged("released", { reserved: -3 }, { ...THIRD, reserved: -3, version: 4 }),
          reservationChanged({ ...RELEASED, version: 3 }),
        ],
        left: { ...WELL.left, answers: 4 },
      },
      rules: [
        ...[
          "nothing is negative",
          "a change is what was asked for",
          "a reservation goes its way",
          "tables are the log",
        ],
        ...["units are taken and given back once", "the stream is the log"],
      ],
    },
    {
      what: "a hold that ends before its time",
      world: {
        history: WELL.history.slice(0, 5),
        ...withEvent(3, stockChanged("expired", { reserved: -3 }, THIRD)),
        log: [
          ...LOG.slice(0, 3),
          stockChanged("expired", { reserved: -3 }, THIRD),
          reservationChanged({ ...RELEASED, status: "expired" }, 4_999),
        ],
        reservations: [{ ...RELEASED, status: "expired" }],
        left: { ...WELL.left, answers: 2 },
      },
      rules: ["a hold ends in its time"],
    },
    {
      what: "a row that is not what the log says",
      world: { stock: [{ ...ROW, ...THIRD, onHand: 9 }] },
      rules: ["tables are the log", "no unit is lost or doubled"],
    },
    {
      what: "units reserved for nobody",
      world: { stock: [{ ...ROW, ...THIRD, reserved: 3 }] },
      rules: ["tables are the log", "reserved is what reservations have"],
    },
    {
      what: "an event that was not published",
      world: { stream: [{ shard: 1, fence: 1, owner: "one", events: LOG.filter((_, index) => index !== 1) }] },
      rules: ["the stream is the log"],
    },
    {
      what: "a fence with two owners",
      world: {
        stream: [
          { shard: 1, fence: 1, owner: "one", events: LOG },
          { shard: 1, fence: 1, owner: "two", events: LOG },
        ],
      },
      rules: ["a fence has one owner"],
    },
    {
      what: "an availability that was shown before it was committed",
      world: {
        history: [
          ...WELL.history,
          {
            t: "read",
            at: 11,
            until: 19,
            ...{ tenant: "acme", sku: "mug", channel: "web" },
            inStock: 7,
            sellable: 7,
            source: "cache",
            isFinal: false,
          },
        ],
      },
      rules: ["what is read was committed"],
    },
    {
      what: "a read model that is behind at the end",
      world: {
        history: [
          ...WELL.history,
          {
            t: "read",
            at: 90,
            until: 91,
            ...{ tenant: "acme", sku: "mug", channel: "web" },
            inStock: 7,
            sellable: 7,
            source: "cache",
            isFinal: true,
          },
        ],
      },
      rules: ["the read model is the log"],
    },
    {
      what: "an event that a consumer still waits for",
      world: { left: { ...WELL.left, waiting: 1 } },
      rules: ["nothing is left in flight"],
    },
    {
      what: "a transaction that is still open",
      world: { left: { ...WELL.left, transactions: 1 } },
      rules: ["nothing is left in flight"],
    },
  ])("finds $what", async ({ world, rules }) => {
    expect(rulesOf(await judge(world))).toEqual(rules);
  });
});
