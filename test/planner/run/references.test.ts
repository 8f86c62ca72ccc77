import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { SECRET, SIGNATURE } from "../../../planner/plan";
import { planEnvironment, type PlannedStack, type Progress } from "../../../planner/run/plan-environment";
import { programFolder } from "./tasks";

describe("stacks that read other stacks", () => {
  let planned: PlannedStack[];
  const progress: Progress[] = [];

  beforeAll(async () => {
    const outputsFile = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "outputs-")), "outputs.json");
    const password = { [SIGNATURE]: SECRET, value: "hidden" };
    fs.writeFileSync(
      outputsFile,
      JSON.stringify({ "organization/elsewhere/dev": { trail: "from the file", password } }),
    );
    const request = {
      directory: programFolder("references"),
      stacks: ["top", "base", "across", "outside", "lost", "left"],
      mode: "as-applied",
      sites: true,
      timeLimitSeconds: 60,
      outputsFile,
    } as const;
    planned = await planEnvironment(request, (step) => progress.push(step));
  });

  function outcomeOf(stack: string): PlannedStack["outcome"] | undefined {
    return planned.find(({ outcome }) => outcome.name === `organization/references/${stack}`)?.outcome;
  }

  it("are planned after those, whatever order they are listed in, and those not listed with them", () => {
    expect(outcomeOf("top")?.plan?.outputs["trail"]).toBe("top(middle(base()) base())");
    expect(outcomeOf("top")?.plan?.references).toEqual([
      "organization/references/base",
      "organization/references/middle",
    ]);
  });

  it("come back in the order in which they were asked for, without what was only read, and with what failed", () => {
    expect(planned.map(({ outcome }) => outcome.name.replace("organization/", ""))).toEqual([
      "references/top",
      "references/base",
      "references/across",
      "references/outside",
      "references/lost",
      "references/left",
      "references/right",
    ]);
  });

  it("may belong to another project that planner.yaml maps to a folder", () => {
    expect(outcomeOf("across")?.plan?.outputs["trail"]).toBe("across(the one next door)");
  });

  it("may be known by their outputs alone", () => {
    expect(outcomeOf("outside")?.plan?.outputs["trail"]).toBe("outside(from the file)");
  });

  it("fail where nobody knows the other stack, with the ways to make it known", () => {
    expect(outcomeOf("lost")?.failures.map(({ message }) => message)).toEqual([
      expect.stringContaining(
        "stack organization/nowhere/dev is not part of this run; map its project to a folder under `programs` in " +
          "planner.yaml, or give its outputs with --outputs FILE",
      ),
    ]);
  });

  it("fail where they wait for one another, and the circle is named", () => {
    const messages = ["left", "right"]
      .flatMap((stack) => outcomeOf(stack)?.failures ?? [])
      .map(({ message }) => message);
    expect(messages).toHaveLength(2);
    const circles = messages.filter((message) => message.includes("stacks refer to one another in a circle"));
    expect(circles).toEqual([
      expect.stringMatching(
        /: organization\/references\/(left|right) → organization\/references\/(right|left) → organization\/references\/(left|right)$/,
      ),
    ]);
    expect(
      messages.filter((message) => message.includes("which this one refers to, could not be planned")),
    ).toHaveLength(1);
  });

  it("say when they start and when they are done", () => {
    const steps = progress.filter(({ stack }) => stack === "organization/references/middle");
    expect(steps.map(({ planned: done, environment }) => [done?.outcome.failures, environment])).toEqual([
      [undefined, []],
      [[], []],
    ]);
  });
});

describe("what cannot be planned as it is asked for", () => {
  const request = {
    directory: programFolder("references"),
    mode: "as-applied",
    sites: false,
    timeLimitSeconds: 60,
  } as const;
  const where = path.relative(process.cwd(), programFolder("references"));

  function refusal(given: Partial<Parameters<typeof planEnvironment>[0]>): Promise<string> {
    return planEnvironment({ ...request, stacks: [], ...given }, () => {}).then(
      () => "planned",
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
  }

  it("refuses stacks that do not exist, all at once", async () => {
    expect(await refusal({ stacks: ["top", "nope", "neither"] })).toBe(
      "--stack nope: is none of the stacks across, base, left, lost, middle, outside, right, top; name one of these\n" +
        "--stack neither: is none of the stacks across, base, left, lost, middle, outside, right, top; name one of these",
    );
  });

  it("refuses to plan nothing", async () => {
    expect(await refusal({})).toBe(
      "arguments: nothing to plan was named; stacks: across, base, left, lost, middle, outside, right, top; " +
        "name a stack with --stack",
    );
  });

  it("refuses a folder without a project", async () => {
    expect(await refusal({ directory: path.dirname(programFolder("references")), stacks: ["dev"] })).toBe(
      `${path.dirname(programFolder("references"))}: has no Pulumi.yaml; ` +
        "run the planner in the folder of a Pulumi project, or name one with --cwd",
    );
  });

  it("refuses a file of outputs that is none", async () => {
    const outputsFile = path.join(where, "Pulumi.yaml");
    expect(await refusal({ stacks: ["top"], outputsFile })).toMatch(
      /^test\/fixtures\/programs\/references\/Pulumi\.yaml: holds no outputs: .*; write \{ "organization\/project\/stack": \{ "output": value \} \}$/,
    );
  });
});
