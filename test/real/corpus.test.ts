import * as fs from "node:fs";
import * as path from "node:path";

import type { Properties } from "../../planner/plan";
import { differences } from "./differences";
import { EXCEPTIONS, unexplained } from "./exceptions";
import { viewOfPlan } from "./plan-view";
import { valuesOf, viewOfPreview } from "./preview-view";
import type { StackConfig } from "./protocol";
import { planStack, RealEngine } from "./real-engine";

const PROJECT = "corpus";
const STACK = "dev";
const PRODUCER = "stack-reference-producer";

/** What the stack of every program is configured with. */
const CONFIG: StackConfig = {
  "aws:region": { value: "eu-central-1" },
  "aws:defaultTags": { value: '{"tags":{"owner":"corpus"}}' },
  "aws:allowedAccountIds": { value: '["111111111111"]' },
  "aws:token": { value: "hidden", secret: true },
  "corpus:delay": { value: "5" },
  "corpus:token": { value: "hidden", secret: true },
  "corpus:limits": { value: '{"low":3}' },
};

/** What functions return, under both engines. */
const INVOKES: Readonly<Record<string, Properties>> = {
  "aws:ec2/getAmi:getAmi": { id: "ami-0123456789", architecture: "arm64" },
  "aws:ec2/getSubnets:getSubnets": { id: "eu-central-1", ids: ["subnet-1"] },
};

const programs = fs
  .readdirSync(path.join(__dirname, "corpus"))
  .filter((file) => file.endsWith(".ts"))
  .map((file) => path.basename(file, ".ts"));

describe("the planner and the real engine", () => {
  let engine: RealEngine;
  let stackOutputs: Readonly<Record<string, Properties>>;

  beforeAll(async () => {
    engine = await RealEngine.start({ invokes: INVOKES });
    const program = { corpus: PRODUCER };
    const { deployment } = await engine.up({ project: "producer", stack: STACK, config: CONFIG, program });
    const root = deployment.resources.find(({ type }) => type === "pulumi:pulumi:Stack");
    stackOutputs = { "organization/producer/dev": valuesOf(root?.outputs ?? {}) };
  });

  const occurred = new Set<string>();

  afterAll(() => engine.stop());

  it.each(programs)("agree on the program %s", async (corpus) => {
    const run = { project: PROJECT, stack: corpus, config: CONFIG, program: { corpus } };
    const [preview, plan] = await Promise.all([
      engine.preview(run),
      planStack({ ...run, mode: "unknowns", stackOutputs, invokes: INVOKES }),
    ]);

    const [real, planned] = [viewOfPreview(preview), viewOfPlan(plan)];
    const found = differences(real, planned);
    EXCEPTIONS.filter(({ covers }) => found.some(covers)).forEach(({ what }) => occurred.add(what));
    expect(plan.resources.length).toBeGreaterThan(1);
    expect(unexplained(real, planned)).toEqual([]);
  });

  it("differ only as documented, and in each documented way", () => {
    expect([...occurred].sort()).toEqual(EXCEPTIONS.map(({ what }) => what).sort());
  });
});
