import path from "node:path";
import { planner } from "../../support/planner";

const CHAIN = ["--cwd", path.join(__dirname, "..", "..", "fixtures", "chain"), "--stack", "producer"];

describe("planner inventory", () => {
  it("lists types and places as JSON, for a test to compare with", async () => {
    const plain = await planner("inventory", ...CHAIN);
    const asJson = await planner("inventory", ...CHAIN, "--format", "json");

    expect(plain).toEqual({ code: 0, stdout: asJson.stdout, stderr: "" });
    expect(JSON.parse(plain.stdout)).toEqual({
      producer: {
        counts: { "aws:sns/topic:Topic": 1, "pulumi:providers:aws": 1, "pulumi:pulumi:Stack": 1 },
        resources: expect.arrayContaining([expect.stringMatching(/^aws:sns\/topic:Topic orders /)]),
      },
    });
  });

  it("adds up the types of a stack for a person", async () => {
    const { stdout } = await planner("inventory", ...CHAIN, "--format", "text");

    expect(stdout).toBe(
      [
        "producer",
        "      1  aws:sns/topic:Topic",
        "      1  pulumi:providers:aws",
        "      1  pulumi:pulumi:Stack",
        "      3  in all",
        "",
      ].join("\n"),
    );
  });
});
