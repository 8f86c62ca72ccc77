import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import Ajv from "ajv/dist/2020";
import { ROOT } from "../../docs/blocks";
import { planner } from "../../support/planner";

const EXAMPLE = path.join(ROOT, "examples", "marketplace");
const SCENARIO = path.join(EXAMPLE, "simulations", "flash-sale.yaml");

let folder: string;
let plans: string;
beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "simulate-"));
  plans = path.join(folder, "plans.json");
  const { code } = await planner("plan", "--cwd", EXAMPLE, "--stack", "prod-us-east-1", "--out", plans);
  expect(code).toBe(0);
});
afterAll(() => {
  fs.rmSync(folder, { recursive: true });
});

/** The scenario of the example, changed. */
function scenarioWith(...changes: readonly (readonly [string, string])[]): string {
  const file = path.join(folder, "scenario.yaml");
  const text = changes.reduce(
    (whole, [old, replacement]) => {
      expect(whole).toContain(old);
      return whole.replace(old, replacement);
    },
    fs.readFileSync(SCENARIO, "utf8"),
  );
  fs.writeFileSync(file, text);
  return file;
}

describe("planner simulate", () => {
  it("carries out the flash sale of the marketplace within its objectives", async () => {
    const { code, stdout } = await planner("simulate", SCENARIO, "--file", plans);

    expect(code).toBe(0);
    expect(stdout).toMatch(/^prod-us-east-1: 20 times the load within 60 s, for 600 s\n/);
    expect(stdout).toContain("✔ allocation: waits at most ");
    expect(stdout).toMatch(/\n3 workloads, 0 missed objectives\n$/);
  });

  it("ends 1 for a missed objective, with what stands in the way", async () => {
    const { code, stdout } = await planner(
      "simulate",
      scenarioWith(["podPerSecond: 10\n", "podPerSecond: 2\n"]),
      "--file",
      plans,
    );

    expect(code).toBe(1);
    expect(stdout).toContain("✖ allocation: ");
    expect(stdout).toContain("it takes 400 pods and may have 120; raise maxReplicas\n");
  });

  it("prints a document that its schema describes", async () => {
    const { stdout } = await planner("simulate", SCENARIO, "--file", plans, "--format", "json");
    const schema: object = JSON.parse(fs.readFileSync(path.join(ROOT, "planner", "simulation.schema.json"), "utf8"));
    const validate = new Ajv({ strict: false }).compile(schema);

    expect([validate(JSON.parse(stdout)), validate.errors]).toEqual([true, null]);
  });

  it.each([
    [
      [["stack: prod-us-east-1", "stack: prod-mars"]],
      'error: stack: is "prod-mars", expected one of prod-us-east-1; correct the scenario\n',
    ],
    [
      [["name: allocation", "name: payments"]],
      'error: SCENARIO: workload "payments" is none of the stack\'s: allocation, availability, catalog, fulfilment, projector; correct the scenario, or the stack that it names\n',
    ],
    [
      [
        ["times: 20", "times: 0"],
        ["measures: waiting", "measures: pods"],
      ],
      "error: SCENARIO:5: peak.times: is 0, expected a factor above 0; correct it\n" +
        'error: SCENARIO:9: workloads[0].measures: is "pods", expected one of waiting, latencySeconds; correct it\n',
    ],
  ] as const)("refuses %p", async (changes, message) => {
    const file = scenarioWith(...changes);
    const { code, stderr } = await planner("simulate", file, "--file", plans);

    expect([code, stderr.replaceAll(path.relative(process.cwd(), file), "SCENARIO")]).toEqual([2, message]);
  });

  it("asks for a scenario", async () => {
    const { code, stderr } = await planner("simulate");

    expect(code).toBe(2);
    expect(stderr).toContain("scenario");
  });
});
