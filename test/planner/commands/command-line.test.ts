import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { planner } from "../../support/planner";

const FIXTURES = path.join(__dirname, "..", "..", "fixtures");
const CHAIN = ["--cwd", path.join(FIXTURES, "chain")];
const PLAN_OPTIONS = "--stack, --unknowns, --outputs, --sites, --timeout, --cwd, --out";
const PREVIEW = "  preview        Plan every stack of an environment and judge it by policy.\n";
const GRAPH = "  graph          Draw what the stacks of an environment are made of and what depends on what.\n";

/** The usage text, with two of its lines. */
const USAGE: RegExp = new RegExp(
  `^usage: planner <command> \\[options\\]\n\n${PREVIEW}(  .+\n)*${GRAPH}(  .+\n)*\nplanner <command> --help tells its options.\n$`,
);

async function refused(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await planner(...args);
  expect([code, stdout]).toEqual([2, ""]);
  return stderr;
}

describe("the command line", () => {
  it.each([["help"], ["--help"], ["-h"]])("tells its commands for %s, and ends 0", async (word) => {
    expect(await planner(word)).toEqual({ code: 0, stdout: expect.stringMatching(USAGE), stderr: "" });
  });

  it("tells a command's options, and ends 0", async () => {
    const { code, stdout, stderr } = await planner("graph", "--help");

    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("usage: planner graph [environment] [options]\n");
    expect(stdout).toContain("  --format FORMAT        mermaid (default) or dot\n");
  });

  it("refuses no command", async () => {
    expect(await refused()).toMatch(USAGE);
  });

  it("refuses an unknown command", async () => {
    const [message, ...usage] = (await refused("up", "prod")).split("\n\n");

    expect(message).toBe('error: unknown command "up"');
    expect(usage.join("\n\n")).toMatch(USAGE);
  });

  it("refuses an unknown option, and names those there are", async () => {
    expect(await refused("graph", "dev", "--colour")).toBe(
      `error: --colour: is no option of this command; use one of ${PLAN_OPTIONS}, --format\n`,
    );
  });

  it("refuses a value that is no choice", async () => {
    expect(await refused("graph", "dev", "--format", "svg")).toBe(
      'error: --format: is "svg", expected one of mermaid, dot; choose one of these\n',
    );
  });

  it.each([[["--out"]], [["--out", "--unknowns"]], [["--out="]]])("refuses %j, which lacks a value", async (args) => {
    expect(await refused("preview", "dev", ...args)).toBe("error: --out: has no value; give one: --out FILE\n");
    expect(fs.existsSync("--unknowns")).toBe(false);
  });

  it("refuses a flag with a value", async () => {
    expect(await refused("preview", "dev", "--unknowns=no")).toBe(
      'error: --unknowns: is "no", but takes no value; write --unknowns alone\n',
    );
  });

  it("refuses several problems at once", async () => {
    expect(await refused("graph", "dev", "-x", "--format", "svg", "--stack")).toBe(
      [
        `error: -x: is no option of this command; use one of ${PLAN_OPTIONS}, --format`,
        'error: --format: is "svg", expected one of mermaid, dot; choose one of these',
        "error: --stack: has no value; give one: --stack S",
        "",
      ].join("\n"),
    );
  });

  it("refuses a second environment and a time limit of nothing, both at once", async () => {
    expect(await refused("preview", "dev", "prod", "--timeout", "soon")).toBe(
      [
        "error: prod: is one argument too many; name one environment",
        'error: --timeout: is "soon", expected a number of seconds above 0; give one',
        "",
      ].join("\n"),
    );
  });

  it("refuses a folder without a project", async () => {
    expect(await refused("preview", "dev", "--cwd", FIXTURES)).toBe(
      `error: ${FIXTURES}: has no Pulumi.yaml; run the planner in the folder of a Pulumi project, or name one with --cwd\n`,
    );
  });

  it("refuses an environment without a file, and names those there are", async () => {
    expect(await refused("preview", "staging")).toBe(
      'error: stacks/environments/staging.yaml: environment "staging" has no file; this project has dev, prod; ' +
        "name one of these, or create the file\n",
    );
  });

  it("refuses stacks that are not there, all at once", async () => {
    expect(await refused("preview", "dev", "--stack", "dev-us", "--stack", "prod-eu")).toBe(
      ["dev-us", "prod-eu"]
        .map(
          (name) =>
            `error: --stack ${name}: is none of the stacks dev-global, dev-eu, dev-eu-central-1; name one of these\n`,
        )
        .join(""),
    );
  });

  it("refuses to guess what is to be planned", async () => {
    expect([await refused("preview"), await refused("graph", ...CHAIN)]).toEqual([
      "error: arguments: nothing to plan was named; environments: dev, prod; name an environment\n",
      "error: arguments: nothing to plan was named; stacks: consumer, producer; name a stack with --stack\n",
    ]);
  });

  it("refuses policy packs that are not there, all at once", async () => {
    const packs = [path.join(FIXTURES, "chain"), path.join(FIXTURES, "secrets")];

    expect(await refused("preview", "dev", ...packs.flatMap((pack) => ["--policy-pack", pack]))).toBe(
      packs
        .map((pack) => `error: --policy-pack ${pack}: has no package.json; name the folder of a policy pack\n`)
        .join(""),
    );
  });
});

describe("a file named on the command line", () => {
  let folder: string;

  beforeAll(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "command-line-"));
  });
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  it("refuses a configuration of policies that is none, all problems at once", async () => {
    const file = path.join(folder, "policies.json");
    fs.writeFileSync(file, '{ "one": "loud", "two": { "enforcementLevel": "soft" } }');
    const fix = 'write { "policy-name": "advisory" } or { "policy-name": { "property": value } }';

    expect(await refused("preview", "dev", "--policy-config", file)).toBe(
      ["one", "two"]
        .map((name) => `error: ${file}: holds no policy configuration: ${name}: invalid input; ${fix}\n`)
        .join(""),
    );
  });

  it("refuses a result file that cannot be written, and leaves nothing behind", async () => {
    const directory = path.join(folder, "taken");
    fs.mkdirSync(directory);
    const stderr = await refused("graph", ...CHAIN, "--stack", "producer", "--out", directory);

    expect(stderr).toMatch(/^error: --out .*taken: cannot be written: .*; name a file in a folder that can be written/);
    expect(fs.readdirSync(folder).filter((name) => name.startsWith("taken"))).toEqual(["taken"]);
  });

  it("holds the whole result, and standard output nothing", async () => {
    const file = path.join(folder, "new", "graph.mmd");
    const run = await planner("graph", ...CHAIN, "--stack", "producer", "--out", file);

    expect(run).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(fs.readFileSync(file, "utf8")).toMatch(/^flowchart LR\n/);
    expect(fs.readdirSync(path.dirname(file))).toEqual(["graph.mmd"]);
  });
});

describe("the planner at a terminal", () => {
  it("tells its progress, elsewhere not", async () => {
    const before = Object.getOwnPropertyDescriptor(process.stderr, "isTTY") ?? { value: undefined };
    Object.defineProperty(process.stderr, "isTTY", { value: true, configurable: true });
    const { stderr } = await planner("graph", ...CHAIN, "--stack", "consumer");
    Object.defineProperty(process.stderr, "isTTY", { ...before, configurable: true });
    const lines = stderr.trimEnd().split("\n");

    expect(lines.toSorted()).toEqual([
      "planned  consumer",
      "planned  producer",
      "planning consumer",
      "planning producer",
    ]);
    expect([lines[0], lines.at(-1)]).toEqual(["planning consumer", "planned  consumer"]);
  });
});

describe("--stack", () => {
  it("plans what the stack refers to, and shows the stack alone", async () => {
    const { code, stdout } = await planner(
      "preview",
      ...CHAIN,
      ...["--stack", "consumer", "--no-policy", "--format", "json"],
    );
    const { environment, stacks, summary } = JSON.parse(stdout);
    const subscription = stacks[0].resources.find(({ type }: { type: string }) => type.endsWith(":TopicSubscription"));

    expect([code, environment, stacks.length, stacks[0].name, stacks[0].kind]).toEqual([
      0,
      null,
      1,
      "consumer",
      "service",
    ]);
    expect(subscription.inputs.topic).toMatch(/^arn:aws:sns:eu-central-1:\d{12}:orders/);
    expect(summary).toEqual({
      resources: 2,
      components: 0,
      findings: { mandatory: 0, advisory: 0, exempted: 0 },
      residency: null,
    });
  });

  it("leaves computed values unknown with --unknowns", async () => {
    const { stdout } = await planner(
      "preview",
      ...CHAIN,
      ...["--stack", "consumer", "--no-policy", "--unknowns", "--format", "json"],
    );
    const [{ resources, outputs }] = JSON.parse(stdout).stacks;
    const subscription = resources.find(({ type }: { type: string }) => type.endsWith(":TopicSubscription"));

    expect(subscription.inputs).toMatchObject({ topic: "[unknown]", protocol: "sqs", endpoint: "[unknown]" });
    expect(outputs).toEqual({ queueArn: "[unknown]" });
  });
});
