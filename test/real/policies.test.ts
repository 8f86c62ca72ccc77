import * as path from "node:path";

import { runPolicyPacks } from "../../planner/policy";
import { linesOf, linesOfEvents } from "./judgement";
import { planStack, RealEngine } from "./real-engine";

const PACK = path.join(__dirname, "../../policies");
/** What the program marks as secret. */
const SECRET_TEXT = "nobody knows";

describe("the policy pack", () => {
  let engine: RealEngine;

  beforeAll(async () => {
    engine = await RealEngine.start();
  });

  afterAll(() => engine.stop());

  it("finds under the real engine what it finds under the planner, which alone hides secrets", async () => {
    const config = { "aws:region": { value: "eu-central-1" } };
    const run = { project: "corpus", stack: "dev", config, program: { corpus: "violations" } };
    const { policyEvents } = await engine.judge({ ...run, policyPacks: [PACK] });
    const plan = await planStack({ ...run, mode: "unknowns", stackOutputs: {}, invokes: {} });
    const planned = linesOf(await runPolicyPacks({ packs: [PACK], plans: [plan] }));

    const real = linesOfEvents(policyEvents);
    expect(real.filter((line) => line.includes(SECRET_TEXT))).toHaveLength(1);
    expect(planned.filter((line) => line.includes(SECRET_TEXT))).toEqual([]);
    expect(real.map((line) => line.replace(SECRET_TEXT, "[secret]"))).toEqual(planned);
    expect(planned.length).toBeGreaterThan(9);
  });
});
