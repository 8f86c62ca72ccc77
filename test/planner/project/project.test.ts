import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { InputError, renderProblem } from "../../../planner/input-error";
import { readPlannerFile } from "../../../planner/project/planner-file";
import { readProject } from "../../../planner/project/project";
import { readStackConfig, stacksWithFiles } from "../../../planner/project/stack-config";

let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "project-"));
});

afterEach(() => fs.rmSync(folder, { recursive: true }));

/** Writes files into the folder, by path. */
function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
}

/** The file as messages name it. */
function named(file: string): string {
  return path.relative(process.cwd(), path.join(folder, file));
}

function messageOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof InputError) {
      return error.message;
    }
    throw error;
  }
  return "no refusal";
}

describe("readProject", () => {
  it("finds the program in the project's own folder", () => {
    write({ "Pulumi.yaml": "name: shop\nruntime: nodejs\n" });
    expect(readProject(folder)).toEqual({
      name: "shop",
      rootDirectory: folder,
      programDirectory: folder,
      entry: path.join(folder, "index"),
      stackConfigDirectory: folder,
      defaults: {},
    });
  });

  it("finds the program where `main` says: a folder, a file, a package with a `main` of its own", () => {
    write({ "Pulumi.yaml": "name: shop\nmain: stacks\nstackConfigDir: config\n", "stacks/index.ts": "" });
    expect(readProject(folder)).toMatchObject({
      programDirectory: path.join(folder, "stacks"),
      entry: path.join(folder, "stacks", "index"),
      stackConfigDirectory: path.join(folder, "config"),
    });
    write({ "stacks/package.json": '{ "main": "lib/start.js" }' });
    expect(readProject(folder).entry).toBe(path.join(folder, "stacks", "lib", "start.js"));
    write({ "Pulumi.yaml": "name: shop\nmain: stacks/index.ts\n" });
    expect(readProject(folder)).toMatchObject({
      programDirectory: path.join(folder, "stacks"),
      entry: path.join(folder, "stacks", "index.ts"),
    });
  });

  it("refuses a folder without a project", () => {
    expect(messageOf(() => readProject(folder))).toBe(
      `${folder}: has no Pulumi.yaml; run the planner in the folder of a Pulumi project, or name one with --cwd`,
    );
  });

  it("refuses a Pulumi.yaml that is no YAML", () => {
    write({ "Pulumi.yaml": "name: [shop\n" });
    expect(messageOf(() => readProject(folder))).toMatch(
      /Pulumi\.yaml: Flow sequence .* line 2, column 1.*; correct the YAML$/s,
    );
  });

  it("refuses a Pulumi.yaml of another shape, with all its problems", () => {
    write({ "Pulumi.yaml": "main: 3\nconfig: none\n" });
    expect(messageOf(() => readProject(folder))).toBe(
      [
        `${named("Pulumi.yaml")}: name: invalid input: expected string, received undefined; correct the value`,
        `${named("Pulumi.yaml")}: main: invalid input: expected string, received number; correct the value`,
        `${named("Pulumi.yaml")}: config: invalid input: expected record, received string; correct the value`,
      ].join("\n"),
    );
  });

  it("refuses an empty Pulumi.yaml, and a `main` that does not exist", () => {
    write({ "Pulumi.yaml": "" });
    expect(messageOf(() => readProject(folder))).toBe(
      `${named("Pulumi.yaml")}: name: invalid input: expected string, received undefined; correct the value`,
    );
    write({ "Pulumi.yaml": "name: shop\nmain: nowhere\n" });
    expect(messageOf(() => readProject(folder))).toBe(
      `${named("Pulumi.yaml")}: main: is "nowhere", but there is no such file or folder; correct the path`,
    );
  });
});

describe("readStackConfig", () => {
  const project = (yaml = ""): ReturnType<typeof readProject> => {
    write({ "Pulumi.yaml": `name: shop\n${yaml}` });
    return readProject(folder);
  };

  it("gives plain keys the project's name and writes structured values as JSON", () => {
    write({
      "Pulumi.dev.yaml":
        "config:\n  size: 3\n  big: true\n  aws:region: eu-central-1\n  limits:\n    low: 1\n    list: [a]\n",
    });
    expect(readStackConfig(project(), "dev")).toEqual({
      config: {
        "shop:size": "3",
        "shop:big": "true",
        "aws:region": "eu-central-1",
        "shop:limits": '{"low":1,"list":["a"]}',
      },
      secretConfig: [],
    });
  });

  it("takes defaults from the project, in either form, where the stack says nothing", () => {
    const yaml = [
      "config:",
      "  plain: from the project",
      "  overridden: from the project",
      "  aws:region: { value: eu-west-1 }",
      "  typed: { type: integer, default: 0 }",
      "  off: { type: boolean, default: false }",
      "  required: { type: string }",
    ].join("\n");
    write({ "Pulumi.dev.yaml": "config:\n  shop:overridden: from the stack\n" });
    expect(readStackConfig(project(yaml), "dev").config).toEqual({
      "shop:plain": "from the project",
      "shop:overridden": "from the stack",
      "aws:region": "eu-west-1",
      "shop:typed": "0",
      "shop:off": "false",
    });
  });

  it("keeps secrets secret, at the root and inside structured values, without their cipher text", () => {
    const yaml =
      "config:\n  token: { secure: v1:cipher }\n  db:\n    user: shop\n    password: { secure: v1:cipher }\n";
    write({ "Pulumi.dev.yaml": yaml });
    const read = readStackConfig(project(), "dev");
    expect(read).toEqual({
      config: { "shop:token": "[encrypted]", "shop:db": '{"user":"shop","password":"[encrypted]"}' },
      secretConfig: ["shop:token", "shop:db"],
    });
    expect(JSON.stringify(read)).not.toContain("cipher");
  });

  it("has only the defaults where the stack has no file, or an empty one", () => {
    const read = project("config:\n  size: 3\n");
    expect(readStackConfig(read, "none").config).toEqual({ "shop:size": "3" });
    write({ "Pulumi.empty.yaml": "" });
    expect(readStackConfig(read, "empty").config).toEqual({ "shop:size": "3" });
  });

  it("refuses a stack file that is no YAML, and one of another shape", () => {
    write({ "Pulumi.dev.yaml": "config:\n  a: b\n c: d\n", "Pulumi.odd.yaml": "config: [1]\n" });
    expect(messageOf(() => readStackConfig(project(), "dev"))).toMatch(
      /Pulumi\.dev\.yaml: .* line 3.*; correct the YAML$/s,
    );
    expect(messageOf(() => readStackConfig(project(), "odd"))).toBe(
      `${named("Pulumi.odd.yaml")}: config: invalid input: expected record, received array; correct the value`,
    );
  });

  it("knows which stacks have files", () => {
    write({
      "config/Pulumi.b.yaml": "",
      "config/Pulumi.a.c.yaml": "",
      "config/Pulumi.yaml": "",
      "config/other.yaml": "",
    });
    expect(stacksWithFiles(project("stackConfigDir: config\n"))).toEqual(["a.c", "b"]);
    expect(stacksWithFiles(project("stackConfigDir: nowhere\n"))).toEqual([]);
  });
});

describe("readPlannerFile", () => {
  it("has defaults where there is no file", () => {
    expect(readPlannerFile(folder)).toEqual({
      organization: "organization",
      programs: {},
      answersFile: "",
      projects: [],
    });
  });

  it("finds the answers beside it, and folders relative to it", () => {
    write({
      "planner.yaml": "organization: acme\nprograms:\n  acme/network/*: ../network\nprojects: [examples/shop]\n",
      "planner.answers.ts": "",
    });
    expect(readPlannerFile(folder)).toEqual({
      organization: "acme",
      programs: { "acme/network/*": path.resolve(folder, "../network") },
      answersFile: path.join(folder, "planner.answers.ts"),
      projects: [path.join(folder, "examples", "shop")],
    });
    write({ "planner.yaml": "answers: offline/answers.ts\n", "offline/answers.ts": "" });
    expect(readPlannerFile(folder).answersFile).toBe(path.join(folder, "offline", "answers.ts"));
  });

  it("refuses what it does not know, and answers that do not exist", () => {
    write({ "planner.yaml": "program: {}\n" });
    expect(messageOf(() => readPlannerFile(folder))).toBe(
      `${named("planner.yaml")}: unrecognized key: "program"; correct the value`,
    );
    write({ "planner.yaml": "answers: nowhere.ts\n" });
    expect(messageOf(() => readPlannerFile(folder))).toBe(
      `${named("planner.yaml")}: answers: is "nowhere.ts", but there is no such file; correct the path`,
    );
  });
});

describe("an input error", () => {
  it("says each problem in a line: where, path, what is wrong, what to do", () => {
    const problem = { where: "a.yaml:3", path: "regions[0]", message: 'is "x", expected a region', fix: "name one" };
    expect(renderProblem(problem)).toBe('a.yaml:3: regions[0]: is "x", expected a region; name one');
    const error = new InputError([problem, { where: "--stack", message: "has no value", fix: "give one" }]);
    expect(error.message).toBe(`${renderProblem(problem)}\n--stack: has no value; give one`);
    expect(error.name).toBe("InputError");
  });
});
