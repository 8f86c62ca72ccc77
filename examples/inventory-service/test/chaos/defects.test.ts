import fs from "node:fs";
import path from "node:path";
import { DEFECTS } from "../../chaos/defects";
import { readOptions } from "../../chaos/run/options";
import { patched } from "../../chaos/run/patches";
import { plan } from "../../chaos/run/plans";
import { Random } from "../../chaos/run/random";

const read = (file: string): string => fs.readFileSync(path.join(__dirname, "../..", file), "utf8");

describe("a planted defect", () => {
  it.each(DEFECTS)("fits the sources as they are: $name", ({ patches }) => {
    for (const file of new Set(patches.map((patch) => patch.file))) {
      expect(patched(file, read(file), patches)).not.toBe(read(file));
    }
  });

  it("fails where its text is not found once", () => {
    const patch = { file: "a.ts", find: "x", replace: "y" };
    const advice = "instead of once: x; bring the patch up to date";

    expect(() => patched("a.ts", "none", [patch])).toThrow(`a.ts: found 0 times ${advice}`);
    expect(() => patched("a.ts", "x and x", [patch])).toThrow(`a.ts: found 2 times ${advice}`);
  });
});

describe("a run", () => {
  it("sends the same orders for the same seed, and others for another", () => {
    const orders = (seed: number): unknown =>
      Array.from({ length: 50 }, (_, index) => plan(new Random(seed, index), index, "mixed"));

    expect(orders(1)).toEqual(orders(1));
    expect(orders(1)).not.toEqual(orders(2));
  });

  it("sends nothing but a rush where that is asked for", () => {
    const plans = Array.from({ length: 50 }, (_, index) => plan(new Random(1, index), index, "rush"));

    expect(new Set(plans.map(({ reservation }) => reservation?.split("-")[0]))).toEqual(new Set(["rush"]));
  });

  it("says all that is wrong with what it is asked for", () => {
    expect(() => readOptions(["--commands", "many", "--faults=-1"], () => 1)).toThrow(
      "--commands is many, expected a whole number; a duration is in seconds\n" +
        "--faults is -1, expected a whole number; a duration is in seconds",
    );
    expect(readOptions(["--seed", "7"], () => 1)).toEqual({
      ...{ commands: 50_000, faults: 25, awaitsFaults: true, seed: 7, seconds: 600, callers: 96 },
    });
  });
});
