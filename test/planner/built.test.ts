import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import Ajv from "ajv/dist/2020";
import { builtPlanner } from "../support/built";
import { planner } from "../support/planner";

const ROOT = path.join(__dirname, "..", "..");
const SCHEMA: object = JSON.parse(fs.readFileSync(path.join(ROOT, "planner", "preview.schema.json"), "utf8"));

describe("the built planner, as a process", () => {
  const run = builtPlanner("preview", "dev", "--format", "json");

  it("ends 0 for an environment that keeps the rules, and says nothing else", () => {
    expect([run.code, run.stderr]).toEqual([0, ""]);
  });

  it("prints exactly one JSON document, of the stacks of the environment, valid against its schema", () => {
    const document = JSON.parse(run.stdout);
    const validate = new Ajv({ allErrors: true }).compile(SCHEMA);

    expect([validate(document), validate.errors]).toEqual([true, null]);
    expect(run.stdout).toBe(`${JSON.stringify(document, null, 2)}\n`);
    expect(document.environment).toBe("dev");
    expect(document.stacks.map(({ name }: { name: string }) => name)).toEqual([
      "dev-global",
      "dev-eu",
      "dev-eu-central-1",
    ]);
  });

  it("holds nothing of this machine", () => {
    expect([ROOT, os.tmpdir(), os.homedir()].filter((folder) => run.stdout.includes(`"${folder}/`))).toEqual([]);
  });

  it("prints the same bytes on a second run, into a file, from the sources", async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "preview-"));
    const file = path.join(folder, "dev.json");
    const again = await planner("preview", "dev", "--format", "json", "--out", file);
    const written = fs.readFileSync(file, "utf8");
    fs.rmSync(folder, { recursive: true });

    expect(again).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(written).toBe(run.stdout);
  });

  it("ends 1 where there are findings", () => {
    const fixture = path.join(ROOT, "test", "fixtures", "violations");

    expect(builtPlanner("preview", "--cwd", fixture, "--stack", "dev").code).toBe(1);
  });

  it("ends 2 for wrong usage, with the problem on standard error", () => {
    expect(builtPlanner("preview", "dev", "--colour")).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringMatching(/^error: --colour: is no option of this command; use one of --stack, /),
    });
  });
});
