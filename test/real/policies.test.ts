import * as fs from "node:fs";
import * as os from "node:os";
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

  it("holds the same exemptions back under the real engine and under the planner", async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "exempted-"));
    const entry = (rule: string, name: string) =>
      `  - { rule: ${rule}, select: { urn: "*::${name}" }, maxMatches: 1, reason: To be mended in a while, ` +
      `owner: shop, ticket: SHOP-1, expires: 2027-01-01${rule.startsWith("resource") ? ", approvedBy: security" : ""} }\n`;
    const write = (file: string, text: string) => fs.writeFileSync(path.join(folder, file), text);
    write("exemptions.yaml", `exemptions:\n${entry("stream-require-customer-key", "unencrypted")}`);
    write("restricted.yaml", `exemptions:\n${entry("resource-require-tags", "*tagged")}`);
    write("CODEOWNERS", "restricted.yaml @security\n");
    const configuration = {
      "exemption-require-form": {
        files: [path.join(folder, "exemptions.yaml")],
        restrictedFiles: [path.join(folder, "restricted.yaml")],
        asOf: "2026-11-27",
      },
    };
    write("config.json", JSON.stringify(configuration));

    const policyPackConfigs = [path.join(folder, "config.json")];
    const { policyEvents } = await engine.judge({ ...run, policyPacks: [PACK], policyPackConfigs });
    const plan = await planStack({ ...run, mode: "unknowns", stackOutputs: {}, invokes: {} });
    const findings = await runPolicyPacks({ packs: [PACK], plans: [plan], config: configuration });
    fs.rmSync(folder, { recursive: true });

    const real = linesOfEvents(policyEvents).map((line) => line.replace(SECRET_TEXT, "[secret]"));
    const count = (message: RegExp) => policyEvents.filter((event) => message.test(event.message)).length;
    expect(count(/^exempted until 2027-01-01 by shop/)).toBe(2);
    expect(findings.filter(({ exemption }) => exemption !== undefined)).toHaveLength(2);
    // Which of several resources are covered depends on their order, and the engine judges them side by side.
    const isTagged = (line: string) => /::(mis|un)tagged \|/.test(line);
    expect(real.filter((line) => !isTagged(line))).toEqual(linesOf(findings).filter((line) => !isTagged(line)));
    expect(count(/restricted\.yaml:2 covers 1 at most, and does already/)).toBe(1);
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
