import path from "node:path";
import { planner } from "../../support/planner";

const FIXTURE = ["--cwd", path.join(__dirname, "..", "..", "fixtures", "secrets"), "--stack", "dev"];
const CANARY = /canary/i;

describe("a program with secrets", () => {
  it("shows none of them in the text, and none in a finding that quotes the value", async () => {
    const { code, stdout, stderr } = await planner("preview", ...FIXTURE, "--resources");

    expect([code, stderr]).toEqual([1, ""]);
    expect(stdout).toContain('tags.owner is "[secret]", expected 1 to 63 lower-case letters');
    expect(stdout).not.toMatch(CANARY);
  });

  it("shows none of them in JSON, and says where they are", async () => {
    const { stdout } = await planner("preview", ...FIXTURE, "--no-policy", "--format", "json");
    const [stack] = JSON.parse(stdout).stacks;
    const values = stack.resources.map(({ name, inputs }: { name: string; inputs: { value?: unknown } }) => [
      name,
      inputs.value,
    ]);

    expect(stdout).not.toMatch(CANARY);
    expect(Object.fromEntries(values)).toMatchObject({
      token: "[secret]",
      echo: "[secret]",
      nested: "[secret]",
      config: "[secret]",
    });
    expect(stack.outputs).toEqual({ plain: "seen", token: "[secret]", deep: expect.anything() });
    expect(JSON.stringify(stack.outputs.deep)).toContain("[secret]");
  });

  it("shows none of them with unknowns, and none in a graph", async () => {
    const unknowns = await planner("preview", ...FIXTURE, "--no-policy", "--unknowns", "--format", "json");
    const graph = await planner("graph", ...FIXTURE);

    expect([unknowns.code, graph.code]).toEqual([0, 0]);
    expect(unknowns.stdout).not.toMatch(CANARY);
    expect(graph.stdout).toContain('["nested (Parameter)"]');
    expect(graph.stdout).not.toMatch(CANARY);
  });
});
