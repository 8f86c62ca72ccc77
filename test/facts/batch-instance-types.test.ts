import { BATCH_INSTANCE_TYPES } from "../../facts/batch-instance-types";
import { architectureOf, familyOf } from "../../facts/instance-naming";
import { SPOT_INSTANCE_TYPES, type Architecture } from "../../facts/spot-instance-types";

const PRICES: Readonly<Record<Architecture, Readonly<Record<string, number>>>> = BATCH_INSTANCE_TYPES;
const ARCHITECTURES: readonly Architecture[] = ["arm64", "amd64"];

describe.each(ARCHITECTURES)("instance types of batch queues, %s", (architecture) => {
  const names = Object.keys(PRICES[architecture]);

  test("are 24 of six families, all of the architecture they stand under", () => {
    expect(names).toHaveLength(24);
    expect(new Set(names.map(familyOf)).size).toBe(6);
    expect(names.filter((name) => architectureOf(name) !== architecture)).toEqual([]);
  });

  test("cost twice as much at twice the size", () => {
    for (const family of new Set(names.map(familyOf))) {
      const [large = 0, ...larger] = ["large", "xlarge", "2xlarge", "4xlarge"].map(
        (size) => PRICES[architecture][`${family}.${size}`] ?? 0,
      );
      expect(larger.map((price) => Math.round((1_000 * price) / large) / 1_000)).toEqual([2, 4, 8]);
    }
  });
});

test("instance types that spot pools draw on too cost the same in both tables", () => {
  const shared = Object.entries(SPOT_INSTANCE_TYPES).map(([name, { architecture, onDemandUsd }]) => [
    PRICES[architecture][name],
    onDemandUsd,
  ]);

  expect(shared).toHaveLength(16);
  expect(shared.filter(([here, there]) => here !== there)).toEqual([]);
});
