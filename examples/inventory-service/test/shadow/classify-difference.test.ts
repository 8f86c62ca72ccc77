import { classifyDifference, type BothOutcomes, type Counters } from "../../src/shadow/classify-difference";

const MUG: Counters = { sku: "mug", location: "berlin", onHand: 5, reserved: 1, inTransit: 0 };
const accepted = (...rows: readonly Counters[]): { accepted: true; rows: readonly Counters[]; refusal: null } => ({
  ...{ accepted: true, rows, refusal: null },
});
const SAME: BothOutcomes = { legacy: accepted(MUG), platform: accepted(MUG), isLate: false };
const REFUSED = { accepted: false, rows: [] } as const;
const refusedFor = (refusal: BothOutcomes["platform"]["refusal"]): BothOutcomes["platform"] => ({
  ...REFUSED,
  refusal,
});
const soldOut = refusedFor({ kind: "not-enough-stock", lines: [] });

it("finds no difference where both refused, or made the same of the same rows in any order", () => {
  const cup = { ...MUG, sku: "cup" };

  expect(classifyDifference({ legacy: REFUSED, platform: soldOut, isLate: false })).toBeUndefined();
  expect(classifyDifference({ ...SAME, legacy: accepted(MUG, cup), platform: accepted(cup, MUG) })).toBeUndefined();
  expect(classifyDifference({ ...SAME, isLate: true })).toBeUndefined();
});

it.each([
  ["legacy-oversold", { platform: soldOut }, { field: "accepted", reason: "different" }],
  [
    "missed-write",
    { platform: refusedFor({ kind: "unknown-reservation", reservation: "r" }) },
    { field: "accepted", reason: "missing" },
  ],
  [
    "legacy-lenient",
    { platform: refusedFor({ kind: "stale-count", expected: 1, onHand: 2 }) },
    { field: "accepted", reason: "different" },
  ],
  ["legacy-strict", { legacy: REFUSED }, { field: "accepted", reason: "different" }],
  ["row-missing", { platform: accepted() }, { field: "rows", reason: "missing" }],
  ["row-missing", { platform: accepted({ ...MUG, location: "turin" }) }, { field: "rows", reason: "missing" }],
  [
    "counter-differs",
    { platform: accepted({ ...MUG, onHand: 4, reserved: 0 }) },
    { field: "onHand", reason: "different" },
  ],
  ["counter-differs", { platform: accepted({ ...MUG, inTransit: 1 }) }, { field: "inTransit", reason: "different" }],
  [
    "late-arrival",
    { platform: accepted({ ...MUG, reserved: 2 }), isLate: true },
    { field: "reserved", reason: "late" },
  ],
] as const)("calls it %s", (kind, changed, found) => {
  expect(classifyDifference({ ...SAME, ...changed })).toEqual({ kind, ...found });
});
