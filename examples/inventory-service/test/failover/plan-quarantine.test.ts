import { EMPTY_LEVEL, reservationKeyText, stockKeyText, type Reservation, type StockLevel } from "../../src/domain";
import { decideResolution } from "../../src/failover/decide-resolution";
import { readLostEvent, type LostEvent } from "../../src/failover/lost-event";
import { planQuarantine, type Present } from "../../src/failover/plan-quarantine";
import { readSettings } from "../../src/failover/settings";
import { collectLost, UnusableStream } from "../../src/failover/collect-lost";
import type { KeptCommand } from "../../src/storage";
import { eventOf } from "../consume/events";
import { after, given, KEY, reserve, TEN_MUGS } from "../domain/given";
import { RememberingStream } from "./remembering-stream";

const ROW = stockKeyText(KEY);
const HELD = given(TEN_MUGS, reserve()).reservations.get(reservationKeyText({ tenant: "acme", reservation: "r1" }));
if (HELD === undefined) {
  throw new Error("the test's own reservation is not there");
}
const held: Reservation = HELD;

const level = (changed: Partial<StockLevel>): StockLevel => ({ ...EMPTY_LEVEL, onHand: 10, version: 1, ...changed });
const present = (row: StockLevel, ...reservations: readonly Reservation[]): Present => ({
  levels: new Map([[ROW, row]]),
  reservations: new Map(reservations.map((each) => [reservationKeyText(each), each])),
});

const told = (reservation: Reservation): LostEvent => ({
  ...{ tenant: "acme", type: "ReservationChanged", subject: '["acme","r1"]', version: reservation.version },
  ...{ data: { type: "ReservationChanged", after: reservation }, sequence: 1n, told: { reservation } },
});

const moved = (
  version: number,
  change: { onHand?: number; reserved?: number },
  reservation: string | null,
): LostEvent => {
  const stock = {
    ...{ ...KEY, reservation, change: { onHand: 0, reserved: 0, inTransit: 0, ...change } },
    after: { onHand: 10, reserved: 0, inTransit: 0 },
  };
  return {
    ...{ tenant: "acme", type: "StockChanged", subject: JSON.stringify(Object.values(KEY)), version, sequence: 1n },
    ...{ data: { type: "StockChanged", ...stock }, told: { stock } },
  };
};

const withheldOf = (lost: readonly LostEvent[], there: Present): readonly (readonly [string | null, number])[] =>
  planQuarantine(lost, there).commands.map(({ reservation, units }) => [
    reservation,
    units.reduce((sum, { withheld }) => sum + withheld, 0),
  ]);

describe("what is withheld", () => {
  const row = level({});

  it.each<[string, readonly LostEvent[], Present, number]>([
    ["a hold of which only the reservation was published", [told(held)], present(row), 3],
    ["a hold of which only the stock was published", [moved(2, { reserved: 3 }, "r1")], present(row), 3],
    ["a hold that was published whole", [moved(2, { reserved: 3 }, "r1"), told(held)], present(row), 3],
    [
      "a hold and its release",
      [
        moved(2, { reserved: 3 }, "r1"),
        moved(3, { reserved: -3 }, "r1"),
        told({ ...held, status: "released", version: 2 }),
      ],
      present(row),
      0,
    ],
    [
      "a release of a hold that is there",
      [moved(3, { reserved: -3 }, "r1"), told({ ...held, status: "released", version: 2 })],
      present(level({ reserved: 3, version: 2 }), held),
      3,
    ],
    [
      "a shipment",
      [moved(3, { onHand: -3, reserved: -3 }, "r1"), told({ ...held, status: "shipped", version: 3 })],
      present(level({ reserved: 3, version: 2 }), { ...held, status: "confirmed", version: 2 }),
      3,
    ],
    ["goods that went", [moved(2, { onHand: -4 }, null)], present(row), 4],
    ["goods that came", [moved(2, { onHand: 4 }, null)], present(row), 0],
  ])("for %s is what may be gone", (...[, lost, there, units]) => {
    expect(withheldOf(lost, there).map(([, each]) => each)).toEqual([units]);
  });

  it("is not made up for by goods that came, which may be received once more", () => {
    expect(withheldOf([moved(2, { onHand: 9 }, null), moved(3, { onHand: -4 }, null)], present(row))).toEqual([
      [null, 0],
      [null, 4],
    ]);
  });

  it("moves from what is reserved here to the safety stock, and the row's events go on above those that were seen", () => {
    const plan = planQuarantine(
      [moved(5, { onHand: -1 }, null), told({ ...held, status: "confirmed", version: 2 })],
      present(level({ reserved: 3, safetyStock: 1, version: 4 }), held),
    );

    expect(plan.rows).toEqual([{ ...KEY, ...level({ reserved: 0, safetyStock: 5, version: 6 }) }]);
    expect(plan.reservations).toEqual([{ ...held, status: "lost", version: 3 }]);
    expect(plan.events.map(({ subject, version }) => `${subject} ${version}`)).toEqual([
      '["acme","r1"] 2',
      '["acme","mug","berlin"] 5',
      '["acme","mug","berlin"] 6',
      '["acme","r1"] 3',
    ]);
  });
});

describe("a lost command", () => {
  const command: KeptCommand = {
    ...{ id: 7, epoch: 2, tenant: "acme", reservation: "r1", events: [], foundAt: new Date(0), resolution: null },
    told: {
      status: "confirmed",
      allocations: held.allocations.map((each) => ({ ...each, allotted: 2 })),
      returned: {},
    },
    before: null,
    units: [{ sku: "mug", location: "berlin", withheld: 3, promised: 3, onHand: 0, inTransit: 0 }],
  };
  const lost: Reservation = { ...held, status: "lost", version: 3 };

  it("is reinstated as it was told, but for an allotment out of which nothing was taken here", () => {
    const decided = decideResolution(command, "reinstated", present(level({ safetyStock: 3 }), lost));

    expect(decided).toMatchObject({
      rows: [{ reserved: 3, safetyStock: 0, version: 2 }],
      withheld: [{ ...KEY, units: -3 }],
      reservation: { status: "confirmed", version: 4, allocations: [{ quantity: 3, allotted: 0 }] },
    });
  });

  it("gives back, abandoned, what it had taken out of an allotment here", () => {
    const before = {
      status: "held",
      allocations: held.allocations.map((each) => ({ ...each, allotted: 2 })),
      returned: {},
    } as const;
    const decided = decideResolution({ ...command, before }, "abandoned", present(level({ safetyStock: 3 }), lost));

    expect(decided).toMatchObject({
      rows: [{ reserved: 0, safetyStock: 0, allotments: { web: 2 } }],
      reservation: { status: "cancelled", version: 4 },
    });
  });

  it("is not reinstated where the units are gone, or where nothing told how it became", () => {
    const gone = present(level({ onHand: 2, safetyStock: 3 }), lost);

    expect(decideResolution(command, "reinstated", gone)).toBe(
      "command 7 cannot be reinstated: mug at berlin would have 2 on hand and 3 reserved; correct the stock, or abandon it",
    );
    expect(decideResolution({ ...command, told: null }, "reinstated", gone)).toBe(
      "command 7 cannot be reinstated: no event told how the reservation became; abandon it",
    );
  });

  it("refuses whatever is asked of its reservation, with the units that it had", () => {
    const inventory = { ...given(TEN_MUGS), reservations: new Map([[reservationKeyText(lost), lost]]) };

    expect(after(inventory, reserve())).toBe(inventory);
    expect(after(inventory, { kind: "confirm", tenant: "acme", reservation: "r1" })).toBe(inventory);
  });
});

describe("what was lost", () => {
  const collecting = {
    ...{ epoch: 2, since: 0, announce: undefined, quietMilliseconds: 20, mostMilliseconds: 100 },
    db: { query: async <Row>() => ({ rows: [] as Row[] }) },
    clock: () => performance.now(),
  };

  it("is not told from a stream that begins too late", async () => {
    const source = new RememberingStream();
    const { data } = moved(3, { onHand: -1 }, null);
    const events = [{ ...eventOf('["acme","mug","berlin"]', 3), data }];
    await source.publish({ shard: 0, fence: 1, events });

    await expect(collectLost({ ...collecting, source })).rejects.toThrow(
      new UnusableStream(
        '["acme","mug","berlin"] is at version 0 in the database, and version 3 was read without those between; read from an earlier time on, by --since',
      ),
    );
  });

  it("is not told from a stream that does not hand over the word of the epoch", async () => {
    const announce = async (): Promise<void> => undefined;

    await expect(collectLost({ ...collecting, announce, source: new RememberingStream() })).rejects.toThrow(
      "after 0.1 s the beginning of epoch 2 was read in 0 of 64 shards; see that the stream answers, and run this again",
    );
  });

  it("is told by events of stock and reservations alone", () => {
    expect(readLostEvent({ ...eventOf("a", 1), type: "inventory.Other.v1" })).toBeUndefined();
  });
});

describe("the command line", () => {
  it("says what is to be done", () => {
    expect(readSettings(["promote", "--epoch", "2", "--since", "2026-11-27T10:00:00Z", "--apply"])).toEqual({
      task: { kind: "promote", epoch: 2, since: Date.parse("2026-11-27T10:00:00Z") },
      ...{ isApplied: true, format: "text" },
    });
    expect(readSettings(["resolve", "--command", "3,14", "--as", "reinstated", "--format", "json"])).toEqual({
      task: { kind: "resolve", ids: [3, 14], resolution: "reinstated" },
      ...{ isApplied: false, format: "json" },
    });
    expect(readSettings(["resolve", "--all", "--as", "abandoned"]).task).toEqual({
      ...{ kind: "resolve", ids: null, resolution: "abandoned" },
    });
  });

  it.each([
    [["demote"], "demote is not a command, expected promote, fence, status, resolve"],
    [["promote"], "--epoch is missing, expected a whole number from 1 to 999999"],
    [["fence", "--epoch", "0"], "--epoch is 0, expected a whole number from 1 to 999999"],
    [
      ["promote", "--epoch", "2", "--since", "noon"],
      "--since is noon, expected a time as ISO 8601, such as 2026-11-27T10:00:00Z",
    ],
    [["resolve", "--as", "abandoned"], "--command N,N,… or --all is expected, one of the two"],
    [
      ["resolve", "--command", "3,x", "--as", "abandoned"],
      "--command has x, expected numbers as status prints them, with commas between them",
    ],
    [["resolve", "--all"], "--as is missing, expected reinstated or abandoned"],
    [["status", "--format", "xml"], "--format is xml, expected text or json"],
  ])("is refused as %j", (args, message) => {
    expect(() => readSettings(args)).toThrow(message);
  });
});
