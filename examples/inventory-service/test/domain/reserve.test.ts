import { levelOf, reservationOf, type Inventory } from "../../src/domain";
import { after, given, KEY, NOW, reserve, TEN_MUGS, when } from "./given";

const HAMBURG = { ...KEY, location: "hamburg" };
const POLICY = { safetyStock: 0, promiseLimit: 0, shipsFrom: null, allotments: {} };
const mugs = (quantity: number, ...locations: string[]): { sku: string; quantity: number; locations: string[] } => ({
  sku: "mug",
  quantity,
  locations: locations.length === 0 ? ["berlin"] : locations,
});

/** Ten mugs in Berlin and twenty in Hamburg. */
const TWO_PLACES = given(TEN_MUGS, { ...HAMBURG, kind: "receive", quantity: 20 });

/** From where the reservation r1 has how much. */
function parcels(inventory: Inventory): unknown {
  return reservationOf(inventory, { tenant: "acme", reservation: "r1" })?.allocations.map(
    ({ location, quantity }) => `${quantity} ${location}`,
  );
}

describe("a reservation", () => {
  it("holds units until it expires, in one event for the row and one for itself", () => {
    const decision = when(given(TEN_MUGS), reserve());

    expect(decision).toMatchObject({
      accepted: true,
      events: [
        {
          type: "StockChanged",
          cause: "reserved",
          reservation: "r1",
          change: { onHand: 0, reserved: 3, inTransit: 0 },
        },
        {
          type: "ReservationChanged",
          after: {
            status: "held",
            expiresAt: NOW + 600_000,
            lines: [{ sku: "mug", wanted: 3 }],
            allocations: [
              { line: 0, sku: "mug", location: "berlin", quantity: 3, allotted: 0, beyond: 0, shipped: false },
            ],
            version: 1,
          },
        },
      ],
    });
  });

  it("gets nothing where a single line falls short", () => {
    const lines = [mugs(3), { sku: "pot", quantity: 1, locations: ["berlin"] }];

    expect(when(given(TEN_MUGS), reserve({ lines }))).toEqual({
      accepted: false,
      refusal: { kind: "not-enough-stock", lines: [{ line: 1, sku: "pot", wanted: 1, available: 0 }] },
    });
  });

  it("gets what there is where it takes a part, unless that is nothing", () => {
    const lines = [mugs(30), { sku: "pot", quantity: 1, locations: ["berlin"] }];
    const refusal = { kind: "not-enough-stock", lines: [{ line: 0, sku: "pot", wanted: 1, available: 0 }] };

    expect(parcels(after(given(TEN_MUGS), reserve({ lines, fill: "partial" })))).toEqual(["10 berlin"]);
    expect(when(given(TEN_MUGS), reserve({ lines: lines.slice(1), fill: "partial" }))).toEqual({
      accepted: false,
      refusal,
    });
  });

  it("sees in its second line what the first one took, and changes the row once", () => {
    const lines = [mugs(6), mugs(4)];
    const decision = when(given(TEN_MUGS), reserve({ lines }));

    expect(decision.accepted && decision.events.map(({ type }) => type)).toEqual([
      "StockChanged",
      "ReservationChanged",
    ]);
    expect(when(given(TEN_MUGS), reserve({ lines: [mugs(6), mugs(5)] }))).toEqual({
      accepted: false,
      refusal: { kind: "not-enough-stock", lines: [{ line: 1, sku: "mug", wanted: 5, available: 4 }] },
    });
  });

  it.each([
    ["listed", ["10 berlin", "2 hamburg"]],
    ["fewest-parcels", ["12 hamburg"]],
    ["one-location", ["12 hamburg"]],
  ] as const)("is divided over locations as its strategy %s says", (split, expected) => {
    expect(parcels(after(TWO_PLACES, reserve({ split, lines: [mugs(12, "berlin", "hamburg")] })))).toEqual(expected);
  });

  it("is refused rather than divided where it wants one location", () => {
    const lines = [mugs(25, "berlin", "hamburg", "berlin")];

    expect(when(TWO_PLACES, reserve({ split: "one-location", lines }))).toMatchObject({
      refusal: { lines: [{ wanted: 25, available: 20 }] },
    });
    expect(when(TWO_PLACES, reserve({ lines })).accepted).toBe(true);
  });

  it("leaves the safety stock", () => {
    const inventory = given(TEN_MUGS, { ...KEY, kind: "set-policy", policy: { ...POLICY, safetyStock: 8 } });

    expect(when(inventory, reserve())).toMatchObject({ refusal: { lines: [{ wanted: 3, available: 2 }] } });
  });

  it("draws on its channel's allotment first, which no other channel can touch, and gives it back", () => {
    const inventory = given(TEN_MUGS, { ...KEY, kind: "set-policy", policy: { ...POLICY, allotments: { web: 4 } } });
    const reserved = after(inventory, reserve({ lines: [mugs(5)] }));

    expect(when(inventory, reserve({ channel: "store", lines: [mugs(7)] }))).toMatchObject({
      refusal: { lines: [{ wanted: 7, available: 6 }] },
    });
    expect(levelOf(reserved, KEY)).toMatchObject({ reserved: 5, allotments: {} });
    expect(levelOf(after(reserved, { kind: "release", tenant: "acme", reservation: "r1" }), KEY)).toMatchObject({
      reserved: 0,
      allotments: { web: 4 },
    });
  });

  it("takes what is on hand anywhere before it takes what is still to come", () => {
    const inventory = given(
      { ...KEY, kind: "set-policy", policy: { ...POLICY, promiseLimit: 50 } },
      { ...HAMBURG, kind: "receive", quantity: 2 },
    );
    const reserved = after(inventory, reserve({ lines: [mugs(5, "berlin", "hamburg")] }));

    expect(parcels(reserved)).toEqual(["2 hamburg", "3 berlin"]);
    expect(levelOf(reserved, KEY)).toMatchObject({ onHand: 0, reserved: 3 });
    expect(when(reserved, reserve({ reservation: "r2", lines: [mugs(48)] }))).toMatchObject({
      refusal: { lines: [{ available: 47 }] },
    });
  });

  it("has an id of its own", () => {
    expect(when(given(TEN_MUGS, reserve()), reserve())).toEqual({
      accepted: false,
      refusal: { kind: "reservation-exists", reservation: "r1" },
    });
    expect(
      when(given(TEN_MUGS, { ...TEN_MUGS, tenant: "other" }, reserve()), reserve({ tenant: "other" })).accepted,
    ).toBe(true);
  });
});
