import { levelOf, reservationOf, type Command, type Inventory } from "../../src/domain";
import { after, given, KEY, NOW, reserve, TEN_MUGS, when } from "./given";

const R1 = { tenant: "acme", reservation: "r1" } as const;
const LATE = NOW + 600_000;
const ofR1 = (kind: "confirm" | "release" | "cancel" | "expire"): Command => ({ kind, ...R1 });
const SHIP: Command = { kind: "ship", ...R1, location: "berlin" };
const HELD = given(TEN_MUGS, reserve());
const CONFIRMED = after(HELD, ofR1("confirm"));
const EXPIRED = after(HELD, ofR1("expire"), LATE);
const SHIPPED = after(CONFIRMED, SHIP);
const statusOf = (inventory: Inventory): unknown => reservationOf(inventory, R1)?.status;

describe("a hold", () => {
  it("is confirmed, and keeps its units reserved until they ship", () => {
    expect([statusOf(CONFIRMED), levelOf(CONFIRMED, KEY)]).toMatchObject(["confirmed", { onHand: 10, reserved: 3 }]);
    expect([statusOf(SHIPPED), levelOf(SHIPPED, KEY)]).toMatchObject(["shipped", { onHand: 7, reserved: 0 }]);
  });

  it.each([
    ["released", after(HELD, ofR1("release"))],
    ["cancelled", after(CONFIRMED, ofR1("cancel"))],
    ["expired", EXPIRED],
  ])("gives its units back when it is %s", (status, inventory) => {
    expect([statusOf(inventory), levelOf(inventory, KEY)]).toMatchObject([status, { onHand: 10, reserved: 0 }]);
  });

  it("expires when its time is over, not before", () => {
    expect(when(HELD, ofR1("expire"), LATE - 1)).toEqual({
      accepted: false,
      refusal: { kind: "hold-not-due", expiresAt: LATE },
    });
  });

  it("is confirmed late as long as nobody took its units", () => {
    const again = after(EXPIRED, ofR1("confirm"), LATE);

    expect(statusOf(after(HELD, ofR1("confirm"), LATE))).toBe("confirmed");
    expect([statusOf(again), levelOf(again, KEY)]).toMatchObject(["confirmed", { reserved: 3 }]);
  });

  it("is lost when it is confirmed late and others took its units", () => {
    const lines = [{ sku: "mug", quantity: 8, locations: ["berlin"] }];
    const sold = after(EXPIRED, reserve({ reservation: "r2", lines }), LATE);

    expect(when(sold, ofR1("confirm"), LATE)).toEqual({
      accepted: false,
      refusal: { kind: "hold-expired", expiredAt: LATE },
    });
  });
});

describe("a reservation", () => {
  it.each([
    ["confirm", CONFIRMED, ["held", "expired"]],
    ["release", CONFIRMED, ["held"]],
    ["cancel", HELD, ["confirmed"]],
    ["expire", CONFIRMED, ["held"]],
  ] as const)("refuses to %s in another status", (kind, inventory, expected) => {
    expect(when(inventory, ofR1(kind), LATE)).toEqual({
      accepted: false,
      refusal: { kind: "wrong-status", status: statusOf(inventory), expected },
    });
  });

  it("has to be there", () => {
    expect(when(HELD, { ...R1, kind: "confirm", reservation: "r9" })).toEqual({
      accepted: false,
      refusal: { kind: "unknown-reservation", reservation: "r9" },
    });
  });

  it("ships location by location; what has not shipped can still be cancelled", () => {
    const lines = [{ sku: "mug", quantity: 12, locations: ["berlin", "hamburg"] }];
    const confirmed = after(
      given(TEN_MUGS, { ...KEY, location: "hamburg", kind: "receive", quantity: 5 }, reserve({ lines })),
      ofR1("confirm"),
    );
    const half = after(confirmed, SHIP);
    const ended = after(half, ofR1("cancel"));

    expect(statusOf(half)).toBe("confirmed");
    expect(when(half, SHIP)).toEqual({ accepted: false, refusal: { kind: "nothing-to-ship", location: "berlin" } });
    expect([statusOf(ended), reservationOf(ended, R1)?.allocations.length]).toEqual(["shipped", 1]);
    expect(levelOf(ended, { ...KEY, location: "hamburg" })).toMatchObject({ onHand: 5, reserved: 0 });
    expect(when(HELD, SHIP)).toMatchObject({ refusal: { kind: "wrong-status", expected: ["confirmed"] } });
  });

  it("ships a preorder from its day on, and a backorder when there is stock", () => {
    const policy = { safetyStock: 0, promiseLimit: 9, shipsFrom: LATE, allotments: {} };
    const preordered = given({ ...KEY, kind: "set-policy", policy }, reserve(), ofR1("confirm"));
    const received = after(preordered, TEN_MUGS);

    expect(when(received, SHIP, LATE - 1)).toEqual({
      accepted: false,
      refusal: { kind: "ships-later", location: "berlin", shipsFrom: LATE },
    });
    expect(when(preordered, SHIP, LATE)).toEqual({
      accepted: false,
      refusal: { kind: "not-enough-on-hand", location: "berlin", wanted: 3, onHand: 0 },
    });
    expect(levelOf(after(received, SHIP, LATE), KEY)).toMatchObject({ onHand: 7, reserved: 0 });
  });

  it("comes back in parts, to any location, and no more than shipped", () => {
    const back = { ...R1, kind: "return", sku: "mug", location: "hamburg", restock: true } as const;
    const returned = after(after(SHIPPED, { ...back, quantity: 1 }), { ...back, quantity: 1, restock: false });

    expect(levelOf(returned, { ...KEY, location: "hamburg" }).onHand).toBe(1);
    expect(reservationOf(returned, R1)?.returned).toEqual({ mug: 2 });
    expect(when(returned, { ...back, quantity: 2 })).toEqual({
      accepted: false,
      refusal: { kind: "more-than-shipped", sku: "mug", wanted: 2, returnable: 1 },
    });
  });
});
