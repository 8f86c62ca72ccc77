import { reportParity, type ParityReport } from "../../src/shadow/parity-report";
import type { ParityRow } from "../../src/storage";

const DAYS = ["11", "12", "13", "14", "15", "16", "17"].map((day) => `2027-01-${day}`);
const equal = (writes: number, operation = "reserve"): readonly ParityRow[] =>
  DAYS.map((day) => ({ day, operation, kind: null, field: null, reason: null, writes }));
const differing = (writes: number, kind = "legacy-oversold"): ParityRow => ({
  ...{ day: "2027-01-12", operation: "reserve", kind, field: "accepted", reason: "different", writes },
});
const report = (rows: readonly ParityRow[], changed: object = {}): ParityReport =>
  reportParity({ from: "2027-01-11", until: "2027-01-17", rows, causes: {}, ...changed });
const ENOUGH = [...equal(2_000), ...equal(1, "end-state")];
const causes = { "legacy-oversold": "it sells what is counted the next day" };

it("lets the platform answer after a week in which all agreed, writes and end states", () => {
  expect(report(ENOUGH)).toMatchObject({
    compared: 14_007,
    differing: 0,
    parityPercent: 100,
    lines: [],
    obstacles: [],
  });
});

it("lets it answer with one difference in ten thousand, once somebody has said why it is accepted", () => {
  expect(report([...ENOUGH, differing(1)]).obstacles).toEqual([
    "nobody has said why legacy-oversold is accepted: find the cause, mend it or name it",
  ]);
  expect(report([...ENOUGH, differing(1)], { causes })).toMatchObject({
    obstacles: [],
    lines: [
      {
        operation: "reserve",
        kind: "legacy-oversold",
        cause: causes["legacy-oversold"],
        differing: 1,
        compared: 14_001,
      },
    ],
  });
});

it("does not let it answer with two in ten thousand, whatever is said of them", () => {
  expect(report([...ENOUGH, differing(2)], { causes }).obstacles).toEqual([
    "99.9857 % of them agree, expected 99.99 % or more",
  ]);
});

it("takes writes that were dropped for differences", () => {
  const dropped = { ...differing(3, "dropped"), operation: "any", field: "write", reason: "missing" };

  expect(report([...ENOUGH, dropped])).toMatchObject({
    differing: 3,
    obstacles: [
      "99.9786 % of them agree, expected 99.99 % or more",
      expect.stringContaining("why dropped is accepted"),
    ],
  });
});

it("does not let it answer after a short, a silent or a quiet window, or without an end state", () => {
  const rows = equal(100).filter(({ day }) => day !== "2027-01-13");

  expect(report(rows, { until: "2027-01-16" }).obstacles).toEqual([
    "the window has 6 days, expected 7 or more",
    "nothing was compared on 2027-01-13: a silent day is no agreement",
    "600 writes were compared, expected 10000 or more",
    "no end state was compared: send rows as they are while nothing is on its way",
  ]);
  expect(report([]).parityPercent).toBe(0);
});
