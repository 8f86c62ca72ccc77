import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { planner } from "../support/planner";
import { ROOT } from "./blocks";

const FOLDER = path.join(ROOT, "docs", "delivery");
const read = (file: string): string => fs.readFileSync(path.join(FOLDER, file), "utf8");

const Texts = z.record(z.string(), z.string());
const Step = z.object({
  uses: z.string().optional(),
  run: z.string().optional(),
  if: z.string().optional(),
  with: z.looseObject({}).optional(),
  env: Texts.optional(),
});
const Job = z.looseObject({
  permissions: Texts.optional(),
  outputs: Texts.optional(),
  strategy: z.looseObject({}).optional(),
  steps: z.array(Step),
});
const Workflow = z.looseObject({
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(z.string(), Job),
});
const workflow = (file: string) => Workflow.parse(parse(read(file)));

/** Command lines of the planner in a text: what follows `planner`. */
function plannerLines(text: string): string[] {
  return [...text.matchAll(/npx planner ([^|)\n;]+)/g)].map(([, line = ""]) => line.trim());
}

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => fs.rmSync(folder, { recursive: true })));

/** Puts commands in the place of real ones, each of which writes down how it was called. */
function stubs(commands: Readonly<Record<string, string>>): { readonly folder: string; readonly log: string } {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "delivery-"));
  folders.push(folder);
  const log = path.join(folder, "calls");
  for (const [name, body] of Object.entries(commands)) {
    fs.writeFileSync(path.join(folder, name), `#!/usr/bin/env bash\necho "${name} $*" >> "${log}"\n${body}\n`, {
      mode: 0o755,
    });
  }
  return { folder, log };
}

function run(script: string, args: readonly string[], { folder }: { readonly folder: string }) {
  const { status, stdout, stderr } = spawnSync("bash", [path.join(FOLDER, script), ...args], {
    encoding: "utf8",
    env: { PATH: `${folder}:${process.env["PATH"] ?? ""}`, GATE_INTERVAL_SECONDS: "0", GATE_MINUTES: "2" },
  });
  return { status, stdout, stderr };
}

describe("the delivery templates", () => {
  it.each(["github/preview.yml", "github/up.yml"])("grant nothing but what each job needs: %s", (file) => {
    const { permissions, jobs } = workflow(file);

    expect(permissions).toEqual({ contents: "read" });
    for (const { permissions: own, steps } of Object.values(jobs)) {
      const takesRole = steps.some(({ uses }) => uses?.startsWith("aws-actions/configure-aws-credentials@") === true);
      const comments = steps.some(({ run: line }) => line?.includes("gh pr comment ") === true);
      const role = takesRole ? { contents: "read", "id-token": "write" } : undefined;
      expect(own).toEqual(comments ? { "pull-requests": "write" } : role);
      expect(steps.flatMap(({ uses }) => uses ?? []).filter((uses) => !/^[\w-]+\/[\w-]+@v\d+$/.test(uses))).toEqual([]);
    }
  });

  it("bring one stack up at a time, look at the alarms after each, and stop at the first that fails", () => {
    const { strategy, steps } = workflow("github/up.yml").jobs["up"] ?? { steps: [] };
    const runs = steps.flatMap(({ run: line }) => line ?? []);

    expect(strategy).toMatchObject({ "max-parallel": 1, "fail-fast": true });
    expect(runs.slice(-3)).toEqual([
      'pulumi login "$BACKEND"',
      'pulumi up --stack "$STACK" --yes --non-interactive',
      '.github/health-gate.sh "$REGION"',
    ]);
  });

  it("put no value of a run into a shell line but by a variable", () => {
    for (const file of ["github/preview.yml", "github/up.yml"]) {
      const lines = Object.values(workflow(file).jobs).flatMap(({ steps }) =>
        steps.flatMap(({ run: line }) => line ?? []),
      );
      expect(lines.filter((line) => line.includes("${{"))).toEqual([]);
    }
  });

  it.each(["github/preview.yml", "github/up.yml", "gitlab/gitlab-ci.yml", "up.sh", "README.md"])(
    "call commands and options that the planner has: %s",
    async (file) => {
      const lines = plannerLines(read(file));
      expect(lines).not.toEqual([]);
      for (const line of lines) {
        const [command = ""] = line.split(" ");
        const { stdout } = await planner(command, "--help");
        const asked = [...line.matchAll(/--[a-z-]+/g)].map(([option]) => option);
        expect([line, asked.filter((option) => !stdout.includes(`${option} `))]).toEqual([line, []]);
      }
    },
  );

  it("plan a pull request once, keep what there is to read where that finds something, and link the page", () => {
    const { plan, comment } = workflow("github/preview.yml").jobs;
    const steps = plan?.steps ?? [];
    const lines = steps.flatMap(({ run: line }) => plannerLines(line ?? ""));
    const kept = steps.flatMap(({ uses, if: when, with: given }) =>
      uses?.startsWith("actions/upload-artifact@") === true ? [[given?.["path"], when]] : [],
    );

    expect(lines).toEqual([
      'report "$ENVIRONMENT" --base "origin/$BASE" --sites --out report.html --markdown report.md',
      'waves "$ENVIRONMENT" --format json',
    ]);
    expect(kept).toEqual([
      ["report.md", "always() && hashFiles('report.md') != ''"],
      ["report.html", "always() && hashFiles('report.html') != ''"],
    ]);
    expect(plan?.outputs?.["page"]).toBe("${{ steps.page.outputs.artifact-url }}");
    expect(comment?.steps.at(-1)?.run).toContain(`(%s)\\n\\n' "$PAGE" > comment.md`);
    expect(comment?.steps.at(-1)?.env?.["PAGE"]).toBe("${{ needs.plan.outputs.page }}");
  });

  it("plan a merge request once, with the page and the text as artifacts", () => {
    const { plan }: { plan: { script: string[]; artifacts: { when: string; paths: string[] } } } = parse(
      read("gitlab/gitlab-ci.yml"),
    );

    expect(plan.script.filter((line) => line.includes("planner"))).toEqual([
      'npx planner report "$ENVIRONMENT" $base --sites --out report.html --markdown report.md',
    ]);
    expect(plan.artifacts).toMatchObject({ when: "always", paths: ["report.html", "report.md"] });
  });

  it("is YAML that names the scripts of this folder, for GitLab", () => {
    const { up }: { up: { script: string[]; resource_group: string } } = parse(read("gitlab/gitlab-ci.yml"));

    expect(up.script.at(-1)).toContain('ci/up.sh "$ENVIRONMENT"');
    expect(up.resource_group).toBe("up-$ENVIRONMENT");
  });
});

describe("health-gate.sh", () => {
  it("ends 0 when no alarm rang, having looked at the start and after each minute", () => {
    const stub = stubs({ aws: "echo" });

    expect(run("health-gate.sh", ["eu-west-1", "2"], stub)).toEqual({
      status: 0,
      stdout: "no alarm rang in eu-west-1 for 2 minutes\n",
      stderr: "",
    });
    expect(fs.readFileSync(stub.log, "utf8").match(/--region eu-west-1 --state-value ALARM/g)).toHaveLength(3);
  });

  it("ends 1 as soon as one rings, and says which", () => {
    const stub = stubs({ aws: 'echo "stock-oversold"' });

    expect(run("health-gate.sh", ["eu-west-1"], stub)).toEqual({
      status: 1,
      stdout: "",
      stderr: "error: alarms ring in eu-west-1: stock-oversold; the waves after this one are not started\n",
    });
  });

  it("fails when the alarms cannot be read", () => {
    expect(run("health-gate.sh", ["eu-west-1"], stubs({ aws: "exit 254" })).status).toBe(254);
  });
});

describe("up.sh", () => {
  const waves = [
    { stack: "prod-eu", region: "eu-central-1", deployRoleArn: "arn:a", backend: "s3://state" },
    { stack: "prod-eu-west-1", region: "eu-west-1", deployRoleArn: "arn:b", backend: "s3://state" },
  ];
  // jq is on every runner that the templates name, and not on every machine that runs these tests.
  const jq = `node -e 'const rows = JSON.parse(require("fs").readFileSync(0)); for (const r of rows) console.log([r.stack, r.region, r.deployRoleArn, r.backend].join("\\t"))'`;
  const npx = `echo '${JSON.stringify(waves)}'`;

  it("brings each stack up under its own role, in the order of the waves", () => {
    const stub = stubs({
      npx,
      jq,
      aws: "echo",
      pulumi: `echo "  as $AWS_ROLE_ARN in $AWS_REGION" >> "$(dirname "$0")/calls"`,
    });
    const { status, stderr } = run("up.sh", ["prod", "--create"], stub);

    expect([status, stderr]).toEqual([0, ""]);
    const calls = fs.readFileSync(stub.log, "utf8").split("\n");
    expect(calls.filter((line) => /^(npx|pulumi up| {2}as)/.test(line))).toEqual([
      "npx planner waves prod --create --format json",
      "  as arn:a in eu-central-1",
      "pulumi up --stack prod-eu --yes --non-interactive",
      "  as arn:a in eu-central-1",
      "  as arn:b in eu-west-1",
      "pulumi up --stack prod-eu-west-1 --yes --non-interactive",
      "  as arn:b in eu-west-1",
    ]);
  });

  it("stops after a stack that fails, and after one whose region rings", () => {
    for (const commands of [
      { aws: "echo", pulumi: '[ "$1" != up ]' },
      { aws: "echo oversold", pulumi: "true" },
    ]) {
      const stub = stubs({ npx, jq, ...commands });
      expect(run("up.sh", ["prod"], stub).status).toBe(1);
      expect(fs.readFileSync(stub.log, "utf8")).not.toContain("prod-eu-west-1");
    }
  });

  it("is a script that bash reads", () => {
    expect(() => execFileSync("bash", ["-n", path.join(FOLDER, "up.sh")])).not.toThrow();
  });
});
