import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

const ROOT = path.join(__dirname, "../..");
const VIOLATIONS = path.join(ROOT, "test/fixtures/violations");

function validator(): string {
  const installed = spawnSync(process.execPath, [path.join(ROOT, "scripts/install-sarif-validator.mjs")], {
    encoding: "utf8",
  });
  if (installed.stdout === "") {
    throw new Error(installed.stderr);
  }
  return installed.stdout.trim();
}

function problemsOf(program: string, log: string): string[] {
  const { stdout } = spawnSync(program, ["validate", log], { encoding: "utf8" });
  expect(stdout).toContain("Analysis completed successfully.");
  return stdout.split("\n").filter((line) => / (error|warning) \w+:/.test(line));
}

const program = validator();

describe("findings as SARIF", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "sarif-"));
  const log = path.join(folder, "findings.sarif");

  beforeAll(() => {
    const asked = ["policy", "--cwd", VIOLATIONS, "--stack", "dev", "--format", "sarif", "--out", log];
    const config = ["--policy-config", path.join(VIOLATIONS, "policy-config.json")];
    spawnSync(process.execPath, [path.join(ROOT, "planner/bin.js"), ...asked, ...config], { encoding: "utf8" });
  });

  afterAll(() => fs.rmSync(folder, { recursive: true }));

  it("keep the schema and the rules of the format", () => {
    expect(JSON.parse(fs.readFileSync(log, "utf8")).runs[0].results).toHaveLength(2);
    // The one rule that is not kept: there is no page of the planner to name.
    expect(problemsOf(program, log).filter((line) => !line.includes("informationUri"))).toEqual([]);
  });

  it("are found out where they break it", () => {
    const broken = path.join(folder, "broken.sarif");
    const content = JSON.parse(fs.readFileSync(log, "utf8"));
    content.runs[0].results[0].site = "index.ts:17";
    fs.writeFileSync(broken, JSON.stringify(content));

    expect(problemsOf(program, broken).filter((line) => line.includes("'site'"))).toHaveLength(1);
  });
});
