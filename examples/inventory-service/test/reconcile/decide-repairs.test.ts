import fc from "fast-check";
import { decide, EMPTY_INVENTORY, evolve, levelOf, type Command } from "../../src/domain";
import type { Delta } from "../../src/reconcile/delta";
import {
  decideRepairs,
  hindrancesByRecords,
  hindrancesByStock,
  mostSkus,
  type DeltaBefore,
  type Hindrance,
  type StockNow,
} from "../../src/reconcile/decide-repairs";
import { repairKey } from "../../src/reconcile/repair-key";

const DAY = "2026-03-02";

const DELTA: Delta = {
  ...{ tenant: "acme", sku: "mug", location: "berlin", kind: "missing", source: "3pl", sequence: 12 },
  ...{ countedAtMicroseconds: 0, counted: 98, expected: 100, delta: -2, inFlight: 0, reserved: 0 },
  ...{ correctionsBefore: 0, correctionsAfter: 0 },
  closing: { onHand: 90, reserved: 0, inTransit: 0, version: 40 },
};
const BEFORE: DeltaBefore = { kind: "missing", source: "3pl", sequence: 11, delta: -2, correctionsAfter: 0 };
const NOW: StockNow = { onHand: 90, reserved: 0, inTransit: 0, version: 40, skuInTransit: 0 };

const byRecords = (change: Partial<Delta> = {}, before: DeltaBefore | undefined = BEFORE): readonly Hindrance[] =>
  hindrancesByRecords({ delta: { ...DELTA, ...change }, before, critical: false });

describe("a difference", () => {
  it("that was found twice, is small, and whose row is at rest has nothing against it", () => {
    expect([byRecords(), hindrancesByStock(DELTA, NOW)]).toEqual([[], []]);
  });

  it.each<[Hindrance, Partial<Delta>]>([
    ["kind", { kind: "in-flight" }],
    ["above-units", { delta: -3, expected: 1000 }],
    ["above-percent", { expected: 99 }],
    ["corrected", { correctionsBefore: 1 }],
    ["corrected", { correctionsAfter: 1 }],
    ["open-hold", { reserved: 1 }],
    ["open-hold", { closing: { ...DELTA.closing, reserved: 1 } }],
    ["open-transfer", { inFlight: 1 }],
    ["open-transfer", { closing: { ...DELTA.closing, inTransit: 1 } }],
    ["below-zero", { closing: { ...DELTA.closing, onHand: 1 } }],
  ])("waits for a person because of %s, by what is recorded", (hindrance, change) => {
    const delta = { ...DELTA, ...change };
    expect(byRecords(change, { ...BEFORE, kind: delta.kind, delta: delta.delta })).toEqual([hindrance]);
  });

  it("waits where the SKU is critical", () => {
    expect(hindrancesByRecords({ delta: DELTA, before: BEFORE, critical: true })).toEqual(["critical-sku"]);
  });

  it.each<[string, DeltaBefore | undefined]>([
    ["was not found the day before", undefined],
    ["was another the day before", { ...BEFORE, delta: -1 }],
    ["was of another kind the day before", { ...BEFORE, kind: "contradictory" }],
    ["was found by another source", { ...BEFORE, source: "erp" }],
    ["was found by the same count", { ...BEFORE, sequence: 12 }],
  ])("waits where it %s", (_, before) => {
    expect(hindrancesByRecords({ delta: DELTA, before, critical: false })).toEqual(["not-seen-before"]);
  });

  it("waits where the row was corrected after the first of the two counts", () => {
    expect(byRecords({}, { ...BEFORE, correctionsAfter: 1 })).toEqual(["corrected"]);
  });

  it.each<[Hindrance, StockNow | undefined]>([
    ["open-hold", { ...NOW, reserved: 1 }],
    ["open-transfer", { ...NOW, skuInTransit: 1 }],
    ["changed-since", { ...NOW, version: 41 }],
    ["changed-since", { ...NOW, onHand: 91 }],
    ["changed-since", undefined],
  ])("waits because of %s, by the stock as it is", (hindrance, now) => {
    expect(hindrancesByStock(DELTA, now)).toEqual([hindrance]);
  });
});

describe("the decision of a run", () => {
  const deltas = (many: number): readonly Delta[] =>
    Array.from({ length: many }, (_, index) => ({ ...DELTA, sku: `sku-${index}` }));

  it("puts the difference on what is there now, under a key of row and day", () => {
    expect(decideRepairs({ day: DAY, deltas: [DELTA], skusCounted: 200 })).toEqual({
      kind: "repair",
      repairs: [
        {
          command: { kind: "count", tenant: "acme", sku: "mug", location: "berlin", counted: 88, expected: 90 },
          key: repairKey(DAY, DELTA),
        },
      ],
    });
  });

  it("repairs half a percent of the SKUs counted, and nothing at all where there is more to repair", () => {
    expect(decideRepairs({ day: DAY, deltas: deltas(5), skusCounted: 1000 })).toMatchObject({ kind: "repair" });
    expect(decideRepairs({ day: DAY, deltas: deltas(6), skusCounted: 1000 })).toEqual({
      kind: "too-many",
      mostSkus: 5,
    });
    expect(mostSkus(199)).toBe(0);
  });

  it("counts an SKU once, at however many locations it is off", () => {
    const twice = ["berlin", "turin"].map((location) => ({ ...DELTA, location }));
    expect(decideRepairs({ day: DAY, deltas: twice, skusCounted: 200 })).toMatchObject({ kind: "repair" });
  });
});

describe("a repair's key", () => {
  it("is a UUIDv7 of the end of the day, and another one for each row and day", () => {
    const key = repairKey(DAY, DELTA);
    expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(parseInt(key.slice(0, 13).replace("-", ""), 16)).toBe(Date.parse("2026-03-03"));
    expect(new Set([key, repairKey(DAY, { ...DELTA, location: "turin" }), repairKey("2026-03-03", DELTA)]).size).toBe(
      3,
    );
    expect(repairKey(DAY, DELTA)).toBe(key);
  });
});

describe("any difference that is repaired", () => {
  it("leaves the row off by nothing, whatever was sold after the count", () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 900 }), fc.constantFrom(-2, -1, 1, 2), fc.nat(90), (start, off, sold) => {
        const key = { tenant: "acme", sku: "mug", location: "berlin" };
        const onHand = start - sold;
        const counted = { ...DELTA, kind: off < 0 ? "missing" : "surplus", delta: off, expected: start } as const;
        const delta: Delta = { ...counted, closing: { ...DELTA.closing, onHand } };
        expect(hindrancesByRecords({ delta, before: { ...BEFORE, ...counted, sequence: 1 }, critical: false })).toEqual(
          [],
        );
        const decision = decideRepairs({ day: DAY, deltas: [delta], skusCounted: 1000 });
        const commands: Command[] = [
          { kind: "receive", ...key, quantity: start },
          { kind: "adjust", ...key, by: -sold, reason: "lost" },
          ...(decision.kind === "repair" ? decision.repairs.map(({ command }) => command) : []),
        ];
        const left = commands.reduce((inventory, command) => {
          const decided = decide(inventory, command, 0);
          return decided.accepted ? decided.events.reduce(evolve, inventory) : inventory;
        }, EMPTY_INVENTORY);
        expect(levelOf(left, key).onHand).toBe(onHand + off);
      }),
    );
  });
});
