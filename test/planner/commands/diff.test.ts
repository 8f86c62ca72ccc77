import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { DiffDocument } from "../../../planner/diff/diff-document";
import { makeFork, type Fork } from "../../support/fork";
import { planner } from "../../support/planner";

const QUEUE = 'new aws.sqs.Queue("adapter", { name: "adapter", region: "eu-central-1" });';

let fork: Fork;
let saved: string;

beforeAll(async () => {
  fork = makeFork(QUEUE);
  saved = path.join(fork.directory, "plans.json");
  const run = await planner("plan", "dev", "--cwd", fork.directory, "--out", saved);
  expect([run.code, run.stderr]).toEqual([0, ""]);
});

afterAll(() => fork.remove());

/** Replaces the queue's line in the fork's program. */
function edit(line: string): void {
  const file = path.join(fork.directory, "index.ts");
  const text = fs.readFileSync(file, "utf8");
  fork.write("index.ts", text.replace(/^.*sqs\.Queue.*$/m, line));
}

describe("planner diff", () => {
  test("ends 0 where nothing changes", async () => {
    const run = await planner("diff", "dev", "--cwd", fork.directory, "--against", saved);
    const [head, , summary] = run.stdout.split("\n");

    expect([run.code, head]).toEqual([0, `${saved} → dev`]);
    expect(summary).toMatch(/^3 stacks: 0 to create, 0 to update, 0 to replace, 0 to delete, \d+ unchanged/);
  });

  test("ends 1 where something is replaced, unless what fails is chosen otherwise", async () => {
    edit(QUEUE.replace('name: "adapter"', 'name: "adapters"'));
    const later = path.join(fork.directory, "later.json");
    await planner("plan", "dev", "--cwd", fork.directory, "--out", later);
    const compare = ["diff", "--against", saved, "--plans", later];
    const json = await planner(...compare, "--format", "json");
    const text = await planner(...compare, "--fail-on", "delete", "--fail-on", "create");
    const updates = await planner(...compare, "--fail-on", "never");
    const document = DiffDocument.parse(JSON.parse(json.stdout));

    expect([json.code, text.code, updates.code]).toEqual([1, 0, 0]);
    expect(document.counts).toMatchObject({ create: 0, update: 0, replace: 1, delete: 0 });
    expect(document.stacks.flatMap(({ resources }) => resources)).toMatchObject([
      { operation: "replace", name: "adapter", reasons: [{ because: "input", path: "name", source: "provider" }] },
    ]);
    expect(text.stdout).toContain("± replace aws:sqs/queue:Queue  adapter");
  });

  test("compares two files without planning", async () => {
    const run = await planner("diff", "--against", saved, "--plans", saved, "--format", "markdown");

    expect(run.code).toBe(0);
    expect(run.stdout).toMatch(/^\*\*3 stacks: 0 to create/);
  });

  test("compares with a commit, and leaves nothing of it behind", async () => {
    const git = (...args: string[]): string =>
      execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], {
        cwd: fork.directory,
        encoding: "utf8",
      });
    fork.write(".gitignore", "node_modules\n.planner\n*.json\n!tsconfig.json\n");
    edit(QUEUE);
    git("init", "--quiet");
    git("add", ".");
    git("commit", "--quiet", "--message", "first");
    edit("");
    const run = await planner("diff", "dev", "--cwd", fork.directory, "--base", "HEAD");

    expect(run.code).toBe(1);
    expect(run.stdout.split("\n")[0]).toBe("HEAD → dev");
    expect(run.stdout).toContain("  - delete  aws:sqs/queue:Queue  adapter\n");
    expect(run.stdout).toContain("3 stacks: 0 to create, 0 to update, 0 to replace, 1 to delete, ");
    expect(git("worktree", "list").trim().split("\n")).toHaveLength(1);
  });

  test.each([
    [["diff", "dev"], "error: arguments: name one earlier side; give either --against FILE or --base REV\n"],
    [
      ["diff", "dev", "--against", "a.json", "--base", "HEAD"],
      "error: arguments: name one earlier side; give either --against FILE or --base REV\n",
    ],
    [
      ["diff", "dev", "--against", "a.json", "--plans", "b.json"],
      "error: --plans: is one later side too many; leave out the environment and --base\n",
    ],
    [
      ["diff", "dev", "--against", "a.json", "--fail-on", "maybe"],
      'error: --fail-on: is "maybe", expected one of create, update, replace, delete, never; choose one of these\n',
    ],
  ])("refuses %j", async (args, message) => {
    expect(await planner(...args)).toEqual({ code: 2, stdout: "", stderr: message });
  });

  test("refuses a commit that does not exist", async () => {
    const run = await planner("diff", "dev", "--cwd", fork.directory, "--base", "nowhere");

    expect(run.code).toBe(2);
    expect(run.stderr).toBe(
      "error: --base nowhere: cannot be checked out: fatal: Needed a single revision; " +
        "name a commit, branch or tag of the repository the project lies in\n",
    );
  });

  test("refuses plans of another environment, or made in another mode", async () => {
    const other = path.join(fork.directory, "other.json");
    const file = JSON.parse(fs.readFileSync(saved, "utf8"));
    fs.writeFileSync(other, JSON.stringify({ ...file, environment: "prod" }));
    const run = await planner("diff", "--against", other, "--plans", saved);
    fs.writeFileSync(other, JSON.stringify({ ...file, plans: [{ ...file.plans[0], mode: "unknowns" }] }));
    const unlike = await planner("diff", "--against", other, "--plans", saved);

    expect([run.code, run.stderr]).toEqual([
      2,
      `error: ${other}: holds environment "prod", expected "dev"; compare an environment with itself\n`,
    ]);
    expect([unlike.code, unlike.stderr]).toEqual([
      2,
      `error: ${other}: was planned in another mode; plan both with --unknowns, or both without\n`,
    ]);
  });
});
