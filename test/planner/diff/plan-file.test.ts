import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { readPlanFile, renderPlanFile } from "../../../planner/diff/plan-file";
import { withHashedSecrets } from "../../../planner/diff/secret-hash";
import { planProgram } from "../../../planner/engine";
import { InputError } from "../../../planner/input-error";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "plans-"));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(text: string): string {
  const file = join(folder, "plans.json");
  writeFileSync(file, text);
  return file;
}

function problemOf(text: string): string {
  const file = written(text);
  try {
    readPlanFile(file);
  } catch (error) {
    if (error instanceof InputError) {
      return error.message.replace(file, "FILE");
    }
  }
  throw new Error("the file is not refused");
}

describe("a file of plans", () => {
  test("gives back the plans that were written, every option among them", async () => {
    const plan = await planProgram({
      config: { "aws:region": "eu-central-1" },
      program: () => {
        const queue = new aws.sqs.Queue(
          "orders",
          { tags: { password: pulumi.secret("hunter2") } },
          {
            protect: true,
            retainOnDelete: true,
            deleteBeforeReplace: true,
            ignoreChanges: ["a"],
            replaceOnChanges: ["b"],
            aliases: [{ name: "old" }],
            customTimeouts: { create: "1m" },
          },
        );
        return { url: queue.url };
      },
    });
    const text = renderPlanFile({ environment: "dev", plans: [plan] });

    expect(text).not.toContain("hunter2");
    expect(readPlanFile(written(text))).toEqual({
      version: 1,
      kind: "plans",
      environment: "dev",
      plans: [withHashedSecrets(plan)],
    });
  });

  test("refuses a report of preview", () => {
    expect(problemOf('{ "version": 1, "environment": "dev", "stacks": [], "summary": {} }')).toBe(
      "FILE: is a report of `planner preview`, in which secrets and unknowns are written over; " +
        "write plans with `planner plan --out FILE`",
    );
  });

  test("refuses what holds no plans, and names the place", () => {
    expect(problemOf('{ "version": 1, "kind": "plans", "environment": null, "plans": [{}] }')).toBe(
      "FILE: holds no plans: plans.0.version: Invalid input: expected 1; write plans with `planner plan --out FILE`",
    );
  });

  test("refuses what is no JSON", () => {
    expect(problemOf("no")).toMatch(/^FILE: cannot be read: .*; name a file that `planner plan --out FILE` wrote$/);
  });
});
