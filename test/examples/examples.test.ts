import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { patternOf } from "../../stacks/topology/patterns";
import { environmentOf } from "../stacks/shop";
import { requireFreshBuild } from "../support/built";

const ROOT = path.join(__dirname, "..", "..");
const FOLDER = path.join(ROOT, "examples");
const PATTERNS: Readonly<Record<string, string>> = {
  "enterprise-hybrid": "hybrid",
  marketplace: "microservices-relational",
  "small-merchant": "serverless-streams",
};
const PROGRAM = `import { join } from "node:path";
import { buildPlatform } from "inventory-platform/platform";
export = buildPlatform({ environments: join(__dirname, "environments") });
`;

const textOf = (example: string, file: string): string => readFileSync(path.join(FOLDER, example, file), "utf8");

describe("the examples", () => {
  it("are the ones on record, and what the preview of all plans", () => {
    const platforms = readdirSync(FOLDER).filter((name) => existsSync(path.join(FOLDER, name, "environments")));
    const { projects }: { projects: string[] } = parse(readFileSync(path.join(ROOT, "planner.yaml"), "utf8"));

    expect(platforms.toSorted()).toEqual(Object.keys(PATTERNS));
    expect(projects).toEqual(expect.arrayContaining(platforms.map((name) => `examples/${name}`)));
  });
});

describe.each(Object.keys(PATTERNS))("the example %s", (example) => {
  const environment = environmentOf(textOf(example, "environments/prod.yaml"), "prod.yaml");

  it("is three lines over the kit", () => {
    expect(textOf(example, "index.ts")).toBe(PROGRAM);
  });

  it("says in its README which pattern it has, and names its decision record", () => {
    expect(environment.pattern).toBe(PATTERNS[example]);
    expect(textOf(example, "README.md")).toContain(
      `**Pattern.** \`${environment.pattern}\`; [why](docs/adr/0001-pattern.md).`,
    );
    expect(textOf(example, "docs/adr/0001-pattern.md")).toMatch(`# 1. The pattern \`${environment.pattern}\`\n`);
  });

  it("says for whom it is, what it costs, how to change it, and five steps", () => {
    const text = textOf(example, "README.md");
    const steps = text.slice(text.indexOf("## Five steps")).match(/^\d\. /gm);

    expect(text).toContain("**For whom.** ");
    expect(text.match(/^## .*$/gm)).toEqual(
      expect.arrayContaining([
        "## What it builds, and what you bring",
        "## What it costs",
        "## Five steps to the first `pulumi up`",
        "## How to change it",
      ]),
    );
    expect(steps).toEqual(["1. ", "2. ", "3. ", "4. ", "5. "]);
  });

  it("owns up to what its pattern leaves unbuilt", () => {
    const { unbuilt } = patternOf(environment);

    expect(textOf(example, "README.md").includes("does not build yet, you bring")).toBe(unbuilt.length > 0);
  });

  it("passes its own tests, as a fork would run them", () => {
    requireFreshBuild();
    const file = path.join("test", "platform.test.ts");
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["--require", "ts-node/register/transpile-only", "--test", file],
      { cwd: path.join(FOLDER, example), encoding: "utf8" },
    );

    expect([status, stderr, status === 0 ? "" : stdout]).toEqual([0, "", ""]);
    expect(stdout).toMatch(/^# pass [1-9]/m);
  });
});
