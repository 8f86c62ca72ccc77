import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { readWorkload } from "../../../../planner/commands/compare-patterns";
import { limitsOf, headroomOf } from "../../../../planner/cost/comparison/limits";
import { usageUnder } from "../../../../planner/cost/comparison/formulas";
import { SideReader } from "../../../../planner/cost/comparison/surroundings";
import { Load } from "../../../../planner/cost/comparison/workload";
import { COMPARISON } from "../../../../scripts/generate-pattern-comparison";
import { planner } from "../../../support/planner";
import { planOf, type Sketch } from "../plans";

const FILE = path.join(COMPARISON, "workload.yaml");
const workload = readWorkload(FILE);

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "workload-"));
});
afterAll(() => {
  fs.rmSync(folder, { recursive: true });
});

describe("a load", () => {
  it("has the orders of an ordinary month, and what two sales add", () => {
    const saleShare = (2 * (20 - 1)) / 730;

    expect(new Load(workload, 1).orders).toBeCloseTo(300_000 * (1 + saleShare), 6);
    expect(new Load(workload, 20).orders).toBeCloseTo(20 * 300_000 * (1 + saleShare), 5);
  });

  it("has its busiest second in a sale", () => {
    expect(new Load(workload, 1).peakPerSecond).toBeCloseTo((20 * 300_000) / (730 * 3_600), 9);
  });

  it("fills the month with its phases", () => {
    expect(new Load(workload, 1).phases.reduce((sum, { hours }) => sum + hours, 0)).toBeCloseTo(730, 9);
  });
});

const FUNCTION: Sketch = {
  type: "aws:lambda/function:Function",
  name: "reserve-function",
  inputs: { reservedConcurrentExecutions: 1 },
};
const CDN: Sketch = { type: "aws:cloudfront/distribution:Distribution", region: null };

describe("a side", () => {
  it("is used by its formulas: a function that reserves is called for each reservation", () => {
    const load = new Load(workload, 1);
    const { usage } = usageUnder(load, new SideReader([planOf([FUNCTION])]));

    expect(usage.map(({ monthly }) => monthly)).toEqual([{ monthlyRequests: load.orders * 1.2 }, { durationMs: 60 }]);
    expect(usage[0]?.because).toBe("orders × reservationsPerOrder");
  });

  it("meets a quarter of the looks behind CloudFront", () => {
    const load = new Load(workload, 1);
    const calls = (sketches: readonly Sketch[]): number | undefined =>
      usageUnder(load, new SideReader([planOf(sketches)])).usage.find(({ monthly }) => "monthlyRequests" in monthly)
        ?.monthly["monthlyRequests"];
    const lookup = { ...FUNCTION, name: "lookup-function" };

    expect(calls([lookup])).toBeCloseTo(load.orders * 100, 3);
    expect(calls([lookup, CDN])).toBeCloseTo(load.orders * 25, 3);
  });

  it("breaks first where its tightest limit is, and says how often over it carries the busiest second", () => {
    const sketches = [
      FUNCTION,
      { type: "aws:kinesis/stream:Stream", inputs: { shardCount: 1 } },
      { type: "aws:apigateway/methodSettings:MethodSettings", inputs: { settings: { throttlingRateLimit: 100 } } },
    ];
    const load = new Load(workload, 1);
    const limits = limitsOf({ load, side: new SideReader([planOf(sketches)]) });
    const asked = load.peakPerSecond * (100 + 1.2);

    expect(limits.map(({ what }) => what)).toEqual([
      "API, requests of a second",
      "function reserve, calls at once",
      "stream, records of a second",
    ]);
    expect(limits.map(headroomOf)[0]).toBeCloseTo(100 / asked, 9);
    expect(asked).toBeGreaterThan(100);
  });
});

describe("planner cost --compare-patterns", () => {
  it("refuses a claim about a side that is not there, with its line", () => {
    const file = path.join(folder, "workload.yaml");
    fs.writeFileSync(file, fs.readFileSync(FILE, "utf8").replace("side: serverless-streams", "side: mainframe"));

    expect(() => readWorkload(file)).toThrow(
      /workload\.yaml:\d+: claims\[0\]\.side: is "mainframe", expected one of serverless-streams, .*always-on instances; name a side/,
    );
  });

  it("refuses a workload that leaves an assumption out", () => {
    const file = path.join(folder, "short.yaml");
    fs.writeFileSync(file, fs.readFileSync(FILE, "utf8").replace(/^ {2}lookMs: .*\n/m, ""));

    expect(() => readWorkload(file)).toThrow(/short\.yaml:\d+: assumptions\.lookMs: is missing/);
  });

  it("refuses what asks for one environment", async () => {
    const { code, stderr } = await planner("cost", "prod", "--compare-patterns", "--prices-of", "us-east-1");

    expect(code).toBe(2);
    expect(stderr).toBe(
      ["prod", "--prices-of"]
        .map(
          (where) =>
            `error: ${where}: is not for --compare-patterns, which plans and loads the environments of a workload; leave one of the two out\n`,
        )
        .join(""),
    );
  });

  it("refuses a project that has no workload", async () => {
    const { code, stderr } = await planner("cost", "--compare-patterns", "--cwd", "examples/small-merchant");

    expect(code).toBe(2);
    expect(stderr).toBe(
      "error: examples/small-merchant/workload.yaml: is not there: nothing says what load to compare on; write one as stacks/comparison has it, or leave --cwd out to compare the kit's own patterns\n",
    );
  });
});
