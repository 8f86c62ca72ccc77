import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import Ajv from "ajv/dist/2020";
import { ROOT } from "../../docs/blocks";
import { plannedExample } from "../../stacks/plan-environment";
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

interface ChangedResource {
  readonly type: string;
  readonly name: string;
  readonly inputs: { readonly spec: Record<string, unknown> };
}

/** The example's plan with some of its resources changed by hand. */
function plansWith(change: (resource: ChangedResource) => void): string {
  const file = path.join(folder, "changed.json");
  const text = fs.readFileSync(plans, "utf8");
  const saved: { readonly plans: readonly { readonly resources: readonly ChangedResource[] }[] } = JSON.parse(text);
  saved.plans.forEach(({ resources }) => resources.forEach(change));
  const changed = JSON.stringify(saved);
  expect(changed).not.toBe(JSON.stringify(JSON.parse(text)));
  fs.writeFileSync(file, changed);
  return file;
}

describe("planner simulate", () => {
  it("carries out the flash sale of the marketplace within its objectives", async () => {
    const { code, stdout } = await planner("simulate", SCENARIO, "--file", plans);

    expect(code).toBe(0);
    expect(stdout).toMatch(/^prod-us-east-1: 20 times the load within 60 s, for 600 s\n/);
    expect(stdout).toContain("✔ allocation: waits at most ");
    expect(stdout).toMatch(/\nnodes and calls: \d+\.\d\d USD, from \d+\.\d\d to \d+\.\d\d USD an hour\n/);
    expect(stdout).toMatch(/\n5 workloads, 0 missed objectives\n$/);
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

  it("fails where a gauge is held against an average by mistake, and names the swap", async () => {
    const swapped = plansWith(({ type, name, inputs: { spec } }) => {
      if (type.endsWith(":HorizontalPodAutoscaler") && name === "availability-hpa") {
        const metric = { name: "availability_latency_p95_seconds" };
        const object = { describedObject: {}, metric, target: { type: "AverageValue", averageValue: "0.1" } };
        spec["metrics"] = [{ type: "Object", object }];
      }
    });
    const { code, stdout } = await planner("simulate", SCENARIO, "--file", swapped);

    expect(code).toBe(1);
    expect(stdout).toMatch(
      /✖ availability: .*\n {2}waits \d+ s, expected at most 120 s: it takes 80 pods and 50 are wanted at second \d+; its metric measures a gauge and is held against AverageValue: set Value\n/,
    );
    expect(stdout).toContain("✔ allocation: ");
  });

  it("fails where the limits of the pools are halved, and names them", async () => {
    const halved = plansWith(({ type, name, inputs: { spec } }) => {
      if (type === "kubernetes:karpenter.sh/v1:NodePool" && name.startsWith("pools-pool-critical")) {
        expect(spec["limits"]).toEqual({ cpu: "88", memory: "256Gi" });
        spec["limits"] = { cpu: "44", memory: "128Gi" };
      }
    });
    const { code, stdout } = await planner("simulate", SCENARIO, "--file", halved);

    expect(code).toBe(1);
    expect(stdout).toMatch(
      /✖ availability: .*\n {2}waits \d+ s, expected at most 120 s: at second \d+ 120 pods are wanted and \d+ have room; raise spec\.limits of pool critical, critical-amd64\n/,
    );
    expect(stdout).toContain(
      "  first in the way: pool of critical, critical-amd64 at second 375 (spec.limits; in the environment cluster.pools)\n",
    );
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
    [
      [["database: inventory", "database: stock"]],
      'error: SCENARIO: database "stock" is none of the stack\'s: inventory; correct the scenario, or the stack that it names\n',
    ],
    [
      [["seconds: 2400\n", "seconds: 2400\nevents:\n  - { kind: flood, fromSecond: 1 }\n"]],
      'error: SCENARIO:6: events[0].kind: is "flood", expected a map whose kind is one of provider-delay, spot-reclaim, zone-loss, region-failover; correct it\n',
    ],
    [
      [
        [
          "seconds: 2400\n",
          "seconds: 2400\nevents:\n  - { kind: provider-delay, fromSecond: 2400, forSeconds: 9, workloads: [shipping], addsSeconds: 1 }\n" +
            "campaigns:\n  - { name: night, times: 2, fromSecond: 3000, rampSeconds: 1, holdSeconds: 1 }\n",
        ],
        ["    unitPerSecond: 250\n", ""],
      ],
      "error: SCENARIO:6: events[0].fromSecond: is 2400, expected a second before the end at 2400; begin it sooner, or look at it for longer\n" +
        'error: SCENARIO:6: events[0].workloads[0]: is "shipping", expected one of allocation, availability, catalog, fulfilment, projector; correct it\n' +
        "error: SCENARIO:8: campaigns[0].fromSecond: is 3000, expected a second before the end at 2400; begin it sooner, or look at it for longer\n" +
        'error: SCENARIO:11: workloads[0].unitPerSecond: is missing, expected for database "inventory"; add it\n',
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

describe("every scenario of the examples", () => {
  async function planOf(example: string, stack: string): Promise<string> {
    const file = path.join(folder, `${example}-${stack}.json`);
    if (example === "small-merchant") {
      const cwd = path.join(ROOT, "examples", example);
      expect((await planner("plan", "--cwd", cwd, "--stack", stack, "--out", file)).code).toBe(0);
      return file;
    }
    const planned = Object.values(await plannedExample(example));
    fs.writeFileSync(file, JSON.stringify({ version: 1, kind: "plans", environment: "prod", plans: planned }));
    return file;
  }

  it.each([
    ["marketplace", "prod-us-east-1", "campaign-calendar"],
    ["marketplace", "prod-us-east-1", "spot-reclaim"],
    ["marketplace", "prod-us-east-1", "warehouse-delay"],
    ["marketplace", "prod-us-east-1", "zone-loss"],
    ["small-merchant", "prod-eu-central-1", "flash-sale"],
    ["enterprise-hybrid", "prod-eu-west-1", "region-failover"],
  ])("of %s, %s, is carried out within its objectives: %s", async (example, stack, name) => {
    const scenario = path.join(ROOT, "examples", example, "simulations", `${name}.yaml`);
    const file = stack === "prod-us-east-1" ? plans : await planOf(example, stack);
    const { code, stdout } = await planner("simulate", scenario, "--file", file);

    expect([code, stdout.split("\n").at(-2)]).toEqual([0, expect.stringMatching(/, 0 missed objectives$/)]);
  });
});
