import { Pace } from "../../src/batch/pace";

/** What a batch takes beyond its commands, after batches of some sizes at 3 for each and 0.1 for each command. */
function perBatch(...sizes: readonly number[]): number {
  const pace = new Pace();
  sizes.forEach((size) => pace.learn(size, 3 + size / 10));
  return pace.perBatch;
}

const times = (count: number, ...sizes: readonly number[]): readonly number[] =>
  Array.from({ length: count }, () => sizes).flat();

describe("the pace of batches", () => {
  it("tells what each takes from what each of its commands takes", () => {
    expect(perBatch(...times(30, 8, 64, 32))).toBeCloseTo(3, 1);
  });

  it("keeps what it knows of a command where batches have one size for long", () => {
    expect(perBatch(...times(30, 8, 64), ...times(500, 32))).toBeCloseTo(3, 1);
  });

  it("takes all for the commands' while it has seen one size alone", () => {
    expect(perBatch(...times(100, 40))).toBeCloseTo(0, 1);
  });

  it("follows what batches come to take, and is never below nothing", () => {
    const pace = new Pace();
    times(30, 8, 64).forEach((size) => pace.learn(size, 3 + size / 10));
    times(60, 8, 64).forEach((size) => pace.learn(size, size / 2));

    expect(pace.perBatch).toBeGreaterThanOrEqual(0);
    expect(pace.perBatch).toBeLessThan(0.5);
  });
});
