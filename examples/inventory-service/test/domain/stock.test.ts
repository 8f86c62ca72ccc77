import { EMPTY_INVENTORY, levelOf } from "../../src/domain";
import { after, given, KEY, NOW, reserve, TEN_MUGS, when } from "./given";

const HAMBURG = { ...KEY, location: "hamburg" };
const POLICY = { safetyStock: 0, promiseLimit: 0, shipsFrom: null, allotments: {} };

describe("a stock row", () => {
  it("has what was received, and an event that says so", () => {
    expect(when(EMPTY_INVENTORY, TEN_MUGS)).toEqual({
      accepted: true,
      events: [
        {
          type: "StockChanged",
          ...KEY,
          cause: "received",
          reason: null,
          reservation: null,
          change: { onHand: 10, reserved: 0, inTransit: 0 },
          after: { onHand: 10, reserved: 0, inTransit: 0, ...POLICY, version: 1 },
        },
      ],
    });
  });

  it("refuses more units than it can count", () => {
    expect(
      when(given({ ...KEY, kind: "receive", quantity: 999_999_999 }), { ...KEY, kind: "receive", quantity: 2 }),
    ).toEqual({
      accepted: false,
      refusal: { kind: "above-maximum", location: "berlin", units: 1_000_000_001, maximum: 1_000_000_000 },
    });
  });

  it("is adjusted with a reason, but never below nothing", () => {
    const inventory = after(given(TEN_MUGS), { ...KEY, kind: "adjust", by: -4, reason: "damaged" });

    expect(levelOf(inventory, KEY)).toMatchObject({ onHand: 6, version: 2 });
    expect(when(inventory, { ...KEY, kind: "adjust", by: -7, reason: "lost" })).toEqual({
      accepted: false,
      refusal: { kind: "not-enough-on-hand", location: "berlin", wanted: 7, onHand: 6 },
    });
  });

  it("refuses to lose units that are promised", () => {
    expect(when(given(TEN_MUGS, reserve()), { ...KEY, kind: "adjust", by: -8, reason: "lost" })).toEqual({
      accepted: false,
      refusal: { kind: "below-reserved", location: "berlin", reserved: 3, promisable: 2 },
    });
  });

  it("takes a count that saw what is there, and refuses one that saw something else", () => {
    const inventory = after(given(TEN_MUGS), { ...KEY, kind: "count", expected: 10, counted: 8 });

    expect(levelOf(inventory, KEY).onHand).toBe(8);
    expect(when(inventory, { ...KEY, kind: "count", expected: 10, counted: 8 })).toEqual({
      accepted: false,
      refusal: { kind: "stale-count", expected: 10, onHand: 8 },
    });
    expect(levelOf(after(inventory, { ...KEY, kind: "count", expected: null, counted: 12 }), KEY).onHand).toBe(12);
  });

  it("is transferred by way of units in transit, some of which may get lost", () => {
    const transfer = { kind: "transfer", tenant: "acme", sku: "mug", from: "berlin", to: "hamburg" } as const;
    const sent = after(given(TEN_MUGS, reserve()), { ...transfer, quantity: 7 });

    expect([levelOf(sent, KEY), levelOf(sent, HAMBURG)]).toMatchObject([
      { onHand: 3, reserved: 3 },
      { onHand: 0, inTransit: 7 },
    ]);
    expect(levelOf(after(sent, { ...HAMBURG, kind: "arrive", quantity: 5, missing: 1 }), HAMBURG)).toMatchObject({
      onHand: 5,
      inTransit: 1,
    });
    expect(when(sent, { ...HAMBURG, kind: "arrive", quantity: 8, missing: 0 })).toEqual({
      accepted: false,
      refusal: { kind: "not-in-transit", wanted: 8, inTransit: 7 },
    });
    expect(when(sent, { ...transfer, quantity: 1 })).toEqual({
      accepted: false,
      refusal: { kind: "not-enough-on-hand", location: "berlin", wanted: 1, onHand: 0 },
    });
    expect(when(sent, { ...transfer, to: "berlin", quantity: 1 })).toEqual({
      accepted: false,
      refusal: { kind: "same-location", location: "berlin" },
    });
  });

  it("refuses a policy under which more would be promised than may be", () => {
    const backorder = { ...KEY, kind: "set-policy", policy: { ...POLICY, promiseLimit: 5 } } as const;
    const inventory = given(backorder, reserve());

    expect(when(inventory, { ...backorder, policy: POLICY }, NOW)).toEqual({
      accepted: false,
      refusal: { kind: "below-reserved", location: "berlin", reserved: 3, promisable: 0 },
    });
  });

  it("counts units under names that every object has", () => {
    const policy = { ...POLICY, allotments: { constructor: 2, ["__proto__"]: 3 } };
    const inventory = given(TEN_MUGS, { ...KEY, kind: "set-policy", policy });
    const lines = [{ sku: "mug", quantity: 7, locations: ["berlin"] }];

    expect(when(inventory, reserve({ channel: "constructor", lines })).accepted).toBe(true);
    expect(when(inventory, reserve({ channel: "toString", lines })).accepted).toBe(false);
  });
});
