import { decideRepair, EMPTY_LEVEL, stockKeyText, type RowRepair, type StockLevel } from "../../src/domain";
import { KEY } from "./given";

const row = (changed: Partial<StockLevel>): StockLevel => ({ ...EMPTY_LEVEL, onHand: 10, version: 4, ...changed });

const repairOf = (level: StockLevel, promised: number, logged?: StockLevel): RowRepair =>
  decideRepair(
    { levels: new Map([[stockKeyText(KEY), level]]), reservations: new Map() },
    { ...KEY, promised, logged },
  );

describe("the repair of a row", () => {
  it("is nothing where the row is right", () => {
    expect(repairOf(row({ reserved: 3 }), 3)).toEqual({ kind: "right" });
    expect(repairOf(row({ reserved: 3 }), 3, row({ onHand: 12 }))).toEqual({ kind: "right" });
  });

  it("counts as reserved what orders have, in an event of the row's next version", () => {
    expect(repairOf(row({ reserved: 1, promiseLimit: 2 }), 12)).toMatchObject({
      kind: "repaired",
      event: {
        cause: "repaired",
        change: { onHand: 0, reserved: 11, inTransit: 0 },
        after: { onHand: 10, reserved: 12, version: 5 },
      },
    });
  });

  it("takes what is below zero from the log, if that is of the same version, and leaves what is not", () => {
    const logged = row({ onHand: 7, inTransit: 2, reserved: 1 });

    expect(repairOf(row({ onHand: -1, inTransit: 5, reserved: -2 }), 1, logged)).toMatchObject({
      event: { change: { onHand: 8, reserved: 3, inTransit: 0 }, after: { onHand: 7, inTransit: 5, reserved: 1 } },
    });
    expect(repairOf(row({ inTransit: -1 }), 0, logged)).toMatchObject({ event: { after: { inTransit: 2 } } });
    expect(repairOf(row({ onHand: -1 }), 0, { ...logged, version: 3 })).toEqual({ kind: "uncounted" });
    expect(repairOf(row({ onHand: -1 }), 0, row({ onHand: -1 }))).toEqual({ kind: "uncounted" });
    expect(repairOf(row({ inTransit: -1 }), 0)).toEqual({ kind: "uncounted" });
  });

  it("is nobody's but a person's where orders have more than there is", () => {
    const over = { kind: "over-allocated", promised: 13, promisable: 12 };

    expect(repairOf(row({ reserved: 12, promiseLimit: 2 }), 13)).toEqual(over);
  });
});
