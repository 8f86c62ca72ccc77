import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Log } from "sarif";

const ROOT = path.join(__dirname, "../..");
const ENVIRONMENT = "stacks/environments/dev.yaml";
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

  it("keep them where a related location is a line of the environment file", () => {
    const ofEnvironment = path.join(folder, "environment.sarif");
    const pack = path.join(ROOT, "test/planner/policy/fixtures/watching");
    const asked = ["policy", "dev", "--cwd", ROOT, "--policy-pack", pack, "--format", "sarif", "--out", ofEnvironment];
    spawnSync(process.execPath, [path.join(ROOT, "planner/bin.js"), ...asked], { encoding: "utf8" });
    const log: Log = JSON.parse(fs.readFileSync(ofEnvironment, "utf8"));
    const lines = fs.readFileSync(path.join(ROOT, ENVIRONMENT), "utf8").split("\n");
    const results = log.runs[0]?.results ?? [];
    const entries = results.map(({ relatedLocations = [] }) => {
      const { artifactLocation, region } = relatedLocations[0]?.physicalLocation ?? {};
      return [artifactLocation?.uri, lines[(region?.startLine ?? 0) - 1]];
    });

    expect(problemsOf(program, ofEnvironment).filter((line) => !line.includes("informationUri"))).toEqual([]);
    expect(results.length).toBeGreaterThan(1);
    expect(new Set(entries.map(String))).toEqual(
      new Set(["  marketplace-orders:", "cluster:", "streams:"].map((line) => `${ENVIRONMENT},${line}`)),
    );
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
