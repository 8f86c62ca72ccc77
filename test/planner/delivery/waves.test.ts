import { planWaves } from "../../../planner/delivery/waves";
import type { EnvironmentStack } from "../../../planner/environment";
import { planner } from "../../support/planner";

const stack = (name: string, rest: Partial<EnvironmentStack>): EnvironmentStack => ({
  name,
  kind: "region",
  region: "eu-central-1",
  account: "111122223333",
  allowedRegions: [],
  references: [],
  config: {},
  ...rest,
});
const STACKS: readonly EnvironmentStack[] = [
  stack("prod-global", { kind: "global" }),
  stack("prod-eu", { kind: "partition", partition: "eu" }),
  stack("prod-us", { kind: "partition", partition: "us" }),
  stack("prod-eu-central-1", { partition: "eu", role: "primary" }),
  stack("prod-eu-west-1", { partition: "eu", role: "secondary" }),
  stack("prod-us-east-1", { partition: "us", role: "primary" }),
];
const namesOf = (occasion: "create" | "update") => planWaves(STACKS, occasion).map(({ stack: name }) => name);

describe("waves", () => {
  test("create what is listed first before what follows it, one partition after the other", () => {
    expect(namesOf("create")).toEqual([
      "prod-global",
      "prod-eu",
      "prod-eu-central-1",
      "prod-eu-west-1",
      "prod-us",
      "prod-us-east-1",
    ]);
  });

  test("update regions that serve no writes before the primary", () => {
    expect(namesOf("update")).toEqual([
      "prod-global",
      "prod-eu",
      "prod-eu-west-1",
      "prod-eu-central-1",
      "prod-us",
      "prod-us-east-1",
    ]);
  });

  test("say where each stack lies, and leave out what the platform does not say", () => {
    const state = { backend: "s3://state", secretsProvider: "awskms://key" };
    const [, eu] = planWaves(
      [stack("a", { kind: "global" }), stack("b", { partition: "eu", role: "primary", state, deployRoleArn: "role" })],
      "update",
    );
    expect(eu).toEqual({
      wave: 2,
      stack: "b",
      kind: "region",
      partition: "eu",
      region: "eu-central-1",
      role: "primary",
      account: "111122223333",
      deployRoleArn: "role",
      backend: "s3://state",
    });
    expect(planWaves([stack("a", { kind: "global" })], "update")).toEqual([
      { wave: 1, stack: "a", kind: "global", region: "eu-central-1", account: "111122223333" },
    ]);
  });
});

describe("planner waves", () => {
  it("tells the waves of an environment of the repository, as text", async () => {
    expect(await planner("waves", "dev")).toEqual({
      code: 0,
      stdout: [
        "1  dev-global        us-east-1",
        "2  dev-eu            eu-central-1",
        "3  dev-eu-central-1  eu-central-1  primary",
        "",
      ].join("\n"),
      stderr: "",
    });
  });

  it("tells a pipeline the role and the state's place of each stack", async () => {
    const { code, stdout } = await planner("waves", "prod", "--format", "json");
    const waves: readonly { stack: string; role?: string; partition?: string }[] = JSON.parse(stdout);

    expect(code).toBe(0);
    expect(waves).toHaveLength(12);
    expect(waves.filter(({ partition }) => partition === "eu")).toEqual([
      expect.objectContaining({ wave: 4, stack: "prod-eu", kind: "partition" }),
      expect.objectContaining({ wave: 5, stack: "prod-eu-west-1", role: "secondary" }),
      expect.objectContaining({
        wave: 6,
        stack: "prod-eu-central-1",
        role: "primary",
        deployRoleArn: expect.stringMatching(/^arn:aws:iam::\d{12}:role\/inventory-platform-deploy$/),
        backend: expect.stringMatching(/^s3:\/\//),
      }),
    ]);
  });

  it("refuses a missing and an unknown environment", async () => {
    expect(await planner("waves")).toEqual({
      code: 2,
      stdout: "",
      stderr: "error: <environment>: is missing; give environment\n",
    });
    expect(await planner("waves", "staging")).toEqual({
      code: 2,
      stdout: "",
      stderr: expect.stringMatching(/^error: .*staging/),
    });
  });
});
