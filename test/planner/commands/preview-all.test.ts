import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import Ajv from "ajv/dist/2020";
import { previewsJsonSchema } from "../../../planner/report/previews";
import { allTargets } from "../../../planner/run/all-environments";
import { planner } from "../../support/planner";

const ROOT = path.join(__dirname, "..", "..", "..");
const FIXTURES = path.join(ROOT, "test", "fixtures");
const SCHEMA: object = JSON.parse(fs.readFileSync(path.join(ROOT, "planner", "previews.schema.json"), "utf8"));
let folder: string;
let project: string;

/** A project without environments that lists another one. */
beforeAll(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "previews-")));
  project = path.join(folder, "chain");
  fs.cpSync(path.join(FIXTURES, "chain"), project, { recursive: true });
  fs.cpSync(path.join(FIXTURES, "violations"), path.join(folder, "violations"), { recursive: true });
  fs.symlinkSync(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"));
  fs.writeFileSync(
    path.join(folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions: { module: "node16", esModuleInterop: true } }),
  );
  fs.writeFileSync(path.join(project, "planner.yaml"), "projects: [../violations]\n");
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

describe("planner preview --all", () => {
  it("plans every environment of the repository and of its examples", () => {
    const targets = allTargets(ROOT).map(({ project: name, environment }) => `${name} ${String(environment)}`);

    expect(targets).toEqual(
      expect.arrayContaining([
        ". dev",
        ". prod",
        "examples/enterprise-hybrid prod",
        "examples/inventory-service/deploy undefined",
        "examples/marketplace prod",
        "examples/small-merchant prod",
      ]),
    );
  });

  it("prints one document of all, valid against its schema, with the sums", async () => {
    const { code, stdout } = await planner("preview", "--all", "--cwd", project, "--no-policy", "--format", "json");
    const { previews, summary, ...rest } = JSON.parse(stdout);
    const validate = new Ajv({ allErrors: true }).compile(SCHEMA);

    expect([code, rest, SCHEMA]).toEqual([0, { version: 1 }, previewsJsonSchema()]);
    expect([validate(JSON.parse(stdout)), validate.errors]).toEqual([true, null]);
    expect(
      previews.map((preview: { project: string; environment: null; stacks: { name: string }[] }) => [
        preview.project,
        preview.environment,
        preview.stacks.map(({ name }) => name),
      ]),
    ).toEqual([
      [".", null, ["consumer", "producer"]],
      ["../violations", null, ["dev"]],
    ]);
    expect(summary).toEqual({
      resources: previews.reduce((sum: number, one: (typeof previews)[0]) => sum + one.summary.resources, 0),
      components: 0,
      findings: { mandatory: 0, advisory: 0, exempted: 0 },
      residency: null,
    });
    expect(summary.resources).toBeGreaterThan(3);
  });

  it("prints each preview under its name, the sums last, and ends 1 where one has findings", async () => {
    const configuration = path.join(FIXTURES, "violations", "policy-config.json");
    const run = await planner("preview", "--all", "--cwd", project, "--policy-config", configuration);
    const lines = run.stdout.trimEnd().split("\n");

    expect([run.code, run.stderr]).toEqual([1, ""]);
    expect(lines.filter((line) => line.startsWith("── "))).toEqual(["── stacks ──", "── ../violations ──"]);
    expect(lines.at(-1)).toMatch(/^all: 2 environments, 3 stacks, \d+ resources, 0 components, [1-9]\d* mandatory and/);
  });

  it("takes an environment that is named beside it, and refuses one that is not there, and single stacks", async () => {
    const run = await planner("preview", "staging", "--all", "--stack", "dev-eu");

    expect(run).toEqual({
      code: 2,
      stdout: "",
      stderr: [
        "error: --stack: names single stacks beside --all; leave one of the two out",
        "error: staging: is none of the environments dev, prod; name none: --all plans each",
        "",
      ].join("\n"),
    });
  });
});
