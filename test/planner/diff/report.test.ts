import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { DiffDocument, diffDocument } from "../../../planner/diff/diff-document";
import { diffMarkdown } from "../../../planner/diff/diff-markdown";
import { diffPlans } from "../../../planner/diff/diff-plans";
import { diffText } from "../../../planner/diff/diff-text";
import { planProgram } from "../../../planner/engine";
import type { Plan } from "../../../planner/plan";

function planOf(program: () => Record<string, unknown>): Promise<Plan> {
  return planProgram({ project: "shop", stack: "dev", config: { "aws:region": "eu-central-1" }, program });
}

async function document(): Promise<DiffDocument> {
  const before = await planOf(() => {
    new aws.sqs.Queue("kept", { delaySeconds: 1 });
    new aws.sqs.Queue("gone", {}, { protect: true });
    new aws.sqs.Queue("moved", { name: "a" }, { deleteBeforeReplace: true, retainOnDelete: true });
    new aws.sqs.Queue("old", {});
    new aws.sqs.Queue("same", { delaySeconds: 3 });
    return { password: pulumi.secret("hunter2"), role: "primary" };
  });
  const after = await planOf(() => {
    new aws.sqs.Queue("kept", { delaySeconds: 2, tags: { "a|b": "`x`" } });
    new aws.sqs.Queue("moved", { name: "b" }, { deleteBeforeReplace: true, retainOnDelete: true });
    new aws.sqs.Queue("new", {}, { aliases: [{ name: "old" }] });
    new aws.sqs.Queue("born", {});
    new aws.sqs.Queue("same", { delaySeconds: 3 }, { protect: true });
    return { password: pulumi.secret("hunter3"), role: "secondary" };
  });
  return diffDocument({ before: "before.json", after: "dev" }, [diffPlans(before, after)]);
}

describe("a comparison", () => {
  test("as text shows the gravest first, and only what changes", async () => {
    expect(diffText(await document())).toBe(
      [
        "before.json → dev",
        "",
        "organization/shop/dev",
        "  ± replace aws:sqs/queue:Queue  moved  (the old one stays in the account; deleted before it is created again)",
        "      because name (provider)",
        '      name: "a" → "b"',
        "  - delete  aws:sqs/queue:Queue  gone  (protected: the update would fail)",
        "  + create  aws:sqs/queue:Queue  born",
        "  ~ update  aws:sqs/queue:Queue  kept",
        "      delaySeconds: 1 → 2",
        '      tags: + {"a|b":"`x`"}',
        "  = same    aws:sqs/queue:Queue  new  (was old)",
        "  = same    aws:sqs/queue:Queue  same  (protect false → true)",
        '  output password: "[secret]" → "[secret]"',
        '  output role: "primary" → "secondary"',
        "",
        "1 stack: 1 to create, 1 to update, 1 to replace, 1 to delete, 2 unchanged, 1 blocked by protection",
        "",
      ].join("\n"),
    );
  });

  test("as Markdown is a table that pipes and backticks do not break", async () => {
    const text = diffMarkdown(await document());

    expect(text.split("\n").slice(0, 9)).toEqual([
      "**1 stack: 1 to create, 1 to update, 1 to replace, 1 to delete, 2 unchanged, 1 blocked by protection**",
      "",
      "`before.json` → `dev`",
      "",
      "### organization/shop/dev",
      "",
      "|   | resource | what changes |",
      "| - | -------- | ------------ |",
      '| replace | `aws:sqs/queue:Queue` moved | because name (provider)<br>the old one stays in the account<br>deleted before it is created again<br>`name: "a" → "b"` |',
    ]);
    expect(text).toContain(
      '| update | `aws:sqs/queue:Queue` kept | `delaySeconds: 1 → 2`<br>`tags: + {"a\\|b":"\'x\'"}` |',
    );
  });

  test("as JSON keeps to its schema and holds no secret", async () => {
    const found = await document();

    expect(DiffDocument.safeParse(JSON.parse(JSON.stringify(found))).error).toBeUndefined();
    expect(JSON.stringify(found)).not.toContain("hunter");
    expect(found.counts).toEqual({ create: 1, update: 1, replace: 1, delete: 1, same: 2, blocked: 1 });
  });

  test("says so where nothing changes", () => {
    const text = diffText(diffDocument({ before: "a", after: "b" }, []));

    expect(text).toBe("a → b\n\n0 stacks: 0 to create, 0 to update, 0 to replace, 0 to delete, 0 unchanged\n");
  });
});
