import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { findKit, packagesOf } from "../../../planner/edit/kit";
import { kitSource } from "../../../planner/edit/kit-source";
import { builtPlanner } from "../../support/built";
import { planner } from "../../support/planner";

const ROOT = path.join(__dirname, "..", "..", "..");
const CHAIN = path.join(ROOT, "test", "fixtures", "chain");
const EXAMPLES = "enterprise-hybrid, marketplace, small-merchant";
let folder: string;

beforeAll(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "forks-")));
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

const shown = (target: string): string => path.relative(process.cwd(), target);
const read = (target: string, file: string): string => fs.readFileSync(path.join(target, file), "utf8");

function filesIn(directory: string): string[] {
  return fs
    .readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((file) => fs.statSync(path.join(directory, file)).isFile())
    .toSorted();
}

async function refused(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await planner("fork", ...args);
  expect([code, stdout]).toEqual([2, ""]);
  return stderr;
}

describe("planner fork, of an example", () => {
  it("copies it as a project of its own that installs the kit by version", async () => {
    const target = path.join(folder, "by-version");
    const run = await planner("fork", "small-merchant", target, "--kit", "^0.1.0", "--no-preview");
    const example = path.join(ROOT, "examples", "small-merchant");
    const { name, dependencies, scripts } = JSON.parse(read(target, "package.json"));

    expect([run.code, run.stderr]).toEqual([0, ""]);
    expect([name, dependencies, scripts.preview]).toEqual([
      "by-version",
      { "inventory-platform": "^0.1.0", "inventory-platform-policies": "^0.1.0" },
      "planner preview prod",
    ]);
    expect(read(target, "Pulumi.yaml")).toBe(
      read(example, "Pulumi.yaml").replace("name: small-merchant", "name: by-version"),
    );
    expect(read(target, "environments/prod.yaml").split("\n")[0]).toBe(
      "# yaml-language-server: $schema=../node_modules/inventory-platform/dist/stacks/environment.schema.json",
    );
    expect(read(target, ".gitignore")).toBe("node_modules/\n.planner/\ndist/\n");
    expect(filesIn(target).filter((file) => file !== ".gitignore")).toEqual(
      filesIn(example).filter((file) => !/^(node_modules|\.planner)\//.test(file)),
    );
    expect(run.stdout).toBe(
      [
        ...filesIn(target).map((file) => `wrote ${shown(path.join(target, file))}`),
        "kit: ^0.1.0",
        `next: cd ${shown(target)} && npm install && npm test`,
        "",
      ].join("\n"),
    );
  });

  it("says what it wrote as JSON", async () => {
    const target = path.join(folder, "as-json");
    const run = await planner("fork", "small-merchant", target, "--kit", "0.1.0", "--no-preview", "--format", "json");

    expect([run.code, run.stderr]).toEqual([0, ""]);
    expect(JSON.parse(run.stdout)).toEqual({
      written: true,
      files: filesIn(target).map((file) => shown(path.join(target, file))),
      previews: [],
      kit: "0.1.0",
      next: `cd ${shown(target)} && npm install && npm test`,
    });
  });

  it("copies the tarballs that it is to install, into a folder that is a new repository", async () => {
    const target = path.join(folder, "by-tarball");
    const tarballs = ["inventory-platform-9.0.0.tgz", "inventory-platform-policies-9.0.0.tgz"];
    fs.mkdirSync(path.join(target, ".git"), { recursive: true });
    tarballs.forEach((file) => fs.writeFileSync(path.join(folder, file), file));
    const kit = path.join(folder, "inventory-platform-9.0.0.tgz");
    const run = await planner("fork", "small-merchant", target, "--kit", kit, "--no-preview");

    expect([run.code, run.stderr]).toEqual([0, ""]);
    expect(JSON.parse(read(target, "package.json")).dependencies).toEqual({
      "inventory-platform": "file:vendor/inventory-platform-9.0.0.tgz",
      "inventory-platform-policies": "file:vendor/inventory-platform-policies-9.0.0.tgz",
    });
    expect(tarballs.map((file) => read(target, `vendor/${file}`))).toEqual(tarballs);
  });

  it("plans the copy first, says what came of it as JSON too, and with --dry-run writes nothing", () => {
    const target = path.join(folder, "planned-as-json");
    const dry = ["--kit", "0.1.0", "--dry-run", "--format", "json"];
    const { written, previews } = JSON.parse(builtPlanner("fork", "small-merchant", target, ...dry).stdout);

    expect([written, fs.existsSync(target)]).toEqual([false, false]);
    expect(previews).toEqual([
      {
        environment: "prod",
        summary: expect.objectContaining({ findings: { mandatory: 0, advisory: 0, exempted: 0 } }),
      },
    ]);
  });

  it("plans the copy first, says what came of it, and with --dry-run writes nothing", () => {
    const target = path.join(folder, "planned");
    const run = builtPlanner("fork", "small-merchant", target, "--kit", "0.1.0", "--dry-run");

    expect([run.code, run.stderr, fs.existsSync(target)]).toEqual([0, "", false]);
    expect(run.stdout).toContain(`would write ${shown(path.join(target, "index.ts"))}\n`);
    expect(run.stdout).toMatch(
      /^prod: 3 stacks, \d+ resources, \d+ components, 0 mandatory and 0 advisory findings, residency proven$/m,
    );
  });

  it("refuses what is neither an example nor an environment", async () => {
    expect(await refused("supermarket", path.join(folder, "new"))).toBe(
      `error: supermarket: is neither an example (${EXAMPLES}) nor an environment of this project (dev, prod); ` +
        "name one of these\n",
    );
    expect(await refused("supermarket", path.join(folder, "new"), "--cwd", folder)).toBe(
      `error: supermarket: is neither an example (${EXAMPLES}) nor an environment of this project (none); ` +
        "name one of these\n",
    );
  });

  it("refuses a folder that is taken, and one that cannot name a project, both at once", async () => {
    const target = path.join(folder, "My Shop");
    fs.mkdirSync(target);
    fs.writeFileSync(path.join(target, "kept.txt"), "kept");

    expect(await refused("marketplace", target)).toBe(
      [
        `error: ${shown(target)}: would name the project "My Shop", expected lower-case letters, digits and dashes, ` +
          "a letter first; choose another folder",
        `error: ${shown(target)}: exists and is not empty; choose a folder that is free`,
        "",
      ].join("\n"),
    );
    expect(filesIn(target)).toEqual(["kept.txt"]);
  });

  it("refuses a kit that is neither a version nor a pair of tarballs", async () => {
    const alone = path.join(folder, "inventory-platform-8.0.0.tgz");
    fs.writeFileSync(alone, "");

    expect(await refused("marketplace", path.join(folder, "new"), "--kit", "newest")).toBe(
      'error: --kit: is "newest", expected a version such as 0.1.0, or the path of a .tgz; ' +
        "name one of both, or leave the option out\n",
    );
    expect(await refused("marketplace", path.join(folder, "new"), "--kit", alone)).toBe(
      `error: --kit ${alone}: needs inventory-platform-8.0.0.tgz and, beside it, the tarball of ` +
        "inventory-platform-policies; pack both with npm pack, and name that of inventory-platform\n",
    );
  });

  it("refuses to be called without both arguments", async () => {
    expect(await refused()).toBe(
      ["example or environment", "folder or new name"]
        .map((name) => `error: <${name}>: is missing; give example or environment, folder or new name\n`)
        .join(""),
    );
  });
});

describe("planner fork, of an environment", () => {
  it("copies it under another name, and takes it before an example", async () => {
    const run = await planner("fork", "dev", "qa", "--dry-run");

    expect(run).toEqual({
      code: 0,
      stderr: "",
      stdout: [
        "would write stacks/environments/qa.yaml",
        ...["qa-global", "qa-eu", "qa-eu-central-1"].map((stack) => `would write stacks/config/Pulumi.${stack}.yaml`),
        "stacks: qa-global, qa-eu, qa-eu-central-1",
        "",
      ].join("\n"),
    });
  });

  it("says what it would write as JSON", async () => {
    const { stdout } = await planner("fork", "dev", "qa", "--dry-run", "--format", "json");

    expect(JSON.parse(stdout)).toEqual({
      written: false,
      files: [
        "stacks/environments/qa.yaml",
        ...["qa-global", "qa-eu", "qa-eu-central-1"].map((stack) => `stacks/config/Pulumi.${stack}.yaml`),
      ],
      stacks: ["qa-global", "qa-eu", "qa-eu-central-1"],
    });
  });

  it("knows none in a project without environments", async () => {
    expect(await refused("dev", "qa", "--cwd", CHAIN)).toMatch(/nor an environment of this project \(none\)/);
  });
});

describe("where a fork takes the kit from", () => {
  it("is this repository, or the version of the package that was installed", () => {
    const kit = findKit();
    const installed = { ...kit, directory: "shop/node_modules/inventory-platform", isInstalled: true };

    expect([kit.directory, kit.isInstalled, kitSource(kit, undefined)]).toEqual([
      ROOT,
      false,
      { kind: "repository", directory: ROOT },
    ]);
    expect([packagesOf(kit), packagesOf(installed)]).toEqual([path.join(ROOT, "node_modules"), "shop/node_modules"]);
    expect(kitSource(installed, undefined)).toEqual({ kind: "version", version: "0.1.0" });
  });
});
