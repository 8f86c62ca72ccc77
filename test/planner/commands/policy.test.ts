import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { planner } from "../../support/planner";

const FIXTURES = path.join(__dirname, "..", "..", "fixtures");
const VIOLATIONS = path.join(FIXTURES, "violations");
const PROGRAM = ["--cwd", VIOLATIONS, "--stack", "dev"];
const MENDING = path.join(FIXTURES, "mended");
const MENDED = ["--cwd", MENDING, "--stack", "dev", "--as-of", "2026-11-27"];
const CONFIG = ["--policy-config", path.join(VIOLATIONS, "policy-config.json")];
const WATCHING = path.join(__dirname, "../policy/fixtures/watching");
const FORMATS = ["text", "json", "sarif", "junit", "markdown"];

describe("planner policy", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "policy-"));
  const inFolder = (name: string) => path.join(folder, name);

  afterAll(() => fs.rmSync(folder, { recursive: true }));

  it("judges a program, and says where in it", async () => {
    const { code, stdout, stderr } = await planner("policy", ...PROGRAM, ...CONFIG);

    expect([code, stderr]).toEqual([1, ""]);
    expect(stdout).toContain('  dev: aws:sqs/queue:Queue abroad  index.ts:17\n    region is "us-east-1"');
    expect(stdout).toMatch(/1 stack judged by \d+ policies, 2 mandatory and 0 advisory findings\n$/);
  });

  it("finds in a file of plans what it finds in the program, and nothing of it beside it as a baseline", async () => {
    await planner("plan", ...PROGRAM, "--out", inFolder("plan.json"));
    const file = ["--cwd", VIOLATIONS, "--file", inFolder("plan.json"), ...CONFIG];
    const found = await planner("policy", ...file, "--format", "json", "--out", inFolder("found.json"));
    const again = await planner("policy", ...PROGRAM, ...CONFIG, "--baseline", inFolder("found.json"));

    expect([found.code, again.code]).toEqual([1, 0]);
    expect(again.stdout).toMatch(/0 mandatory and 0 advisory findings, 2 more in the baseline\n$/);
  });

  it.each(FORMATS)("shows no secret as %s", async (format) => {
    const secrets = ["--cwd", path.join(FIXTURES, "secrets"), "--stack", "dev"];
    const { code, stdout } = await planner("policy", ...secrets, "--format", format);

    expect(code).toBe(1);
    expect(stdout).toContain("[secret");
    expect(stdout).not.toMatch(/canary/i);
  });

  it("mends what the configuration asks for, but for what is exempted", async () => {
    const { code, stdout } = await planner(
      "policy",
      ...MENDED,
      "--policy-config",
      path.join(MENDING, "policy-config.json"),
    );

    expect(code).toBe(0);
    expect(stdout).toContain("LaunchTemplate machines  index.ts:6\n    changed the inputs metadataOptions\n");
    expect(stdout).toContain(
      'LaunchTemplate legacy  index.ts:6\n    metadataOptions.httpTokens is "[secret]", expected required',
    );
    expect(stdout).toMatch(/0 mandatory and 2 advisory findings, 1 exempted\n$/);
  });

  it.each(FORMATS)("shows no secret of what is mended, or is to be, as %s", async (format) => {
    const config = path.join(MENDING, "policy-config.json");
    const runs = [await planner("policy", ...MENDED, "--profile", "baseline", "--format", format)];
    runs.push(await planner("policy", ...MENDED, "--format", format, "--policy-config", config));

    expect(runs.map(({ code }) => code)).toEqual([1, 0]);
    expect(runs.map(({ stdout }) => stdout).join("")).not.toMatch(/canary/i);
  });

  describe("with a pack that is not the kit's", () => {
    const CHAIN = path.join(FIXTURES, "chain");
    const packs = [path.join(FIXTURES, "../../policies"), WATCHING].flatMap((pack) => ["--policy-pack", pack]);
    const found = async (...args: readonly string[]) => {
      const { stdout } = await planner("policy", "--cwd", CHAIN, ...packs, "--format", "json", ...args);
      const { findings }: { findings: { pack: string; level: string; message: string }[] } = JSON.parse(stdout);
      return findings;
    };
    const unseen =
      "can't run policy 'watch-endpoint' from policy pack 'watching@v1.2.3' during preview: " +
      "string value at .endpoint can't be known during preview";

    it("shows that pack a preview, and the kit's what will be applied", async () => {
      const findings = await found("--stack", "consumer");
      const watched = findings.filter(({ pack }) => pack === "watching");

      expect(watched.map(({ level, message }) => [level, message])).toEqual([
        ["advisory", unseen],
        ["mandatory", "it is a queue"],
      ]);
      expect(new Set(findings.map(({ pack }) => pack))).toEqual(new Set(["inventory-platform-policies", "watching"]));
    });

    it("refuses plans as applied, and judges those with unknowns", async () => {
      const [applied, previewed] = [inFolder("applied.json"), inFolder("previewed.json")];
      await planner("plan", "--cwd", CHAIN, "--stack", "consumer", "--out", applied);
      await planner("plan", "--cwd", CHAIN, "--stack", "consumer", "--unknowns", "--out", previewed);
      const { code, stderr } = await planner("policy", ...packs, "--file", applied);

      expect([code, stderr]).toEqual([
        2,
        `error: --file ${applied}: holds plans as applied, and watching can judge a preview only; ` +
          "write it with planner plan --unknowns\n",
      ]);
      expect((await found("--file", previewed)).map(({ message }) => message)).toContain(unseen);
    });
  });

  it("refuses a program beside files, and what is no file of plans", async () => {
    const both = await planner("policy", "prod", ...PROGRAM, "--file", inFolder("plan.json"));
    const none = await planner("policy", "--cwd", VIOLATIONS, "--file", inFolder("absent.json"));

    expect([both.code, none.code]).toEqual([2, 2]);
    expect(both.stderr).toBe(
      "error: prod: asks for a program to be planned, and --file for files to be judged; leave one of the two out\n" +
        "error: --stack: asks for a program to be planned, and --file for files to be judged; leave one of the two out\n",
    );
    expect(none.stderr).toMatch(/absent\.json: cannot be read: Error: ENOENT/);
  });
});
