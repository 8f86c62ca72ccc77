import * as path from "node:path";

import { planOfPreview, PreviewJson } from "../../planner/import/preview-json";
import { planOfExport, StackExport } from "../../planner/import/stack-export";
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

  const config = { "aws:region": { value: "eu-central-1" } };
  const run = { project: "corpus", stack: "dev", config, program: { corpus: "violations" } };

  it("finds under the real engine what it finds under the planner, which alone hides secrets", async () => {
    const { policyEvents } = await engine.judge({ ...run, policyPacks: [PACK] });
    const plan = await planStack({ ...run, mode: "unknowns", stackOutputs: {}, invokes: {} });
    const planned = linesOf(await runPolicyPacks({ packs: [PACK], plans: [plan] }));

    const real = linesOfEvents(policyEvents);
    expect(real.filter((line) => line.includes(SECRET_TEXT))).toHaveLength(1);
    expect(planned.filter((line) => line.includes(SECRET_TEXT))).toEqual([]);
    expect(real.map((line) => line.replace(SECRET_TEXT, "[secret]"))).toEqual(planned);
    expect(planned.length).toBeGreaterThan(9);
  });

  it("finds in what Pulumi previews and exports, read as files, what it finds in the program", async () => {
    const plan = await planStack({ ...run, mode: "unknowns", stackOutputs: {}, invokes: {} });
    const found = async (judged: typeof plan) => linesOf(await runPolicyPacks({ packs: [PACK], plans: [judged] }));
    const { digest } = await engine.preview(run);
    const { deployment } = await engine.up(run);
    const expected = await found(plan);

    // Both hide secrets, of which only the program knows what is wrong with them.
    const legible = (lines: readonly string[]) => lines.filter((line) => !line.includes("[secret]"));
    expect(await found(planOfPreview(PreviewJson.parse(digest)))).toEqual(expect.arrayContaining(legible(expected)));
    expect(await found(planOfExport(StackExport.parse({ version: 3, deployment })))).toEqual(
      expect.arrayContaining(legible(expected).filter((line) => line.startsWith("mandatory"))),
    );
    expect(legible(expected).length).toBeGreaterThan(8);
  });
});
