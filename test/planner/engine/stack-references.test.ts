import * as pulumi from "@pulumi/pulumi";
import { SECRET, SIGNATURE, UNKNOWN, type Properties } from "../../../planner/plan";
import { planned, resource, Thing } from "./planned";

const secret = (value: string): Properties => ({ [SIGNATURE]: SECRET, value });

const stackOutputs: Record<string, Properties> = {
  "organization/network/dev": {
    vpcId: "vpc-1",
    subnets: ["a", "b"],
    password: secret("hidden"),
    nested: { token: secret("hidden") },
    later: UNKNOWN,
  },
  "organization/shop/base": { who: "own project" },
  "acme/shop/base": { who: "own project of another organization" },
};

describe("a stack reference", () => {
  it("gives the other stack's outputs: plain, nested, secret, missing", async () => {
    const plan = await planned(
      async () => {
        const network = new pulumi.StackReference("organization/network/dev");
        const details = await network.getOutputDetails("password");
        const plain = await network.getOutputDetails("vpcId");
        new Thing("thing", {
          vpcId: network.requireOutput("vpcId"),
          subnets: network.getOutput("subnets"),
          password: network.getOutput("password"),
          missing: network.getOutput("missing").apply((value) => String(value)),
        });
        return { later: network.getOutput("later"), details: [details.secretValue !== undefined, plain.value] };
      },
      { stackOutputs },
    );
    expect(resource(plan, "thing").inputs).toEqual({
      vpcId: "vpc-1",
      subnets: ["a", "b"],
      password: secret("hidden"),
      missing: "undefined",
    });
    expect(plan.outputs).toEqual({ later: UNKNOWN, details: [true, "vpc-1"] });
  });

  it("keeps a whole output secret where a part of it is", async () => {
    const program = (): unknown => ({
      nested: new pulumi.StackReference("organization/network/dev").getOutput("nested"),
    });
    const plan = await planned(program, { stackOutputs });
    expect(JSON.stringify(plan.outputs["nested"])).toBe(
      JSON.stringify({ [SIGNATURE]: SECRET, value: { token: "hidden" } }),
    );
  });

  it("gives all outputs as one unknown where a part of them is", async () => {
    const program = (): unknown => new pulumi.StackReference("organization/network/dev").outputs;
    expect((await planned(() => ({ all: program() }), { stackOutputs })).outputs).toEqual({ all: UNKNOWN });
  });

  it("reads from known and from partly known stacks in the same run, one run after the other", async () => {
    const program = (): unknown => ({
      vpcId: new pulumi.StackReference("organization/network/dev").requireOutput("vpcId"),
      who: new pulumi.StackReference("organization/shop/base").requireOutput("who"),
    });
    const expected = { vpcId: "vpc-1", who: "own project" };
    expect((await planned(program, { stackOutputs })).outputs).toEqual(expected);
    expect((await planned(program, { stackOutputs, mode: "unknowns" })).outputs).toEqual(expected);
  });

  it("is a read resource, and the plan names the stacks that were read", async () => {
    const plan = await planned(
      () => {
        new pulumi.StackReference("by-name", { name: "organization/network/dev" });
        new pulumi.StackReference("organization/shop/base");
        new pulumi.StackReference("again", { name: "organization/network/dev" });
      },
      { stackOutputs },
    );
    expect(plan.references).toEqual(["organization/network/dev", "organization/shop/base"]);
    expect(resource(plan, "by-name")).toMatchObject({ kind: "read", id: "organization/network/dev" });
    expect(resource(plan, "by-name").inputs).toEqual({ name: "organization/network/dev" });
  });

  it.each([
    ["base", "own project"],
    ["organization/shop/base", "own project"],
    ["acme/base", "own project of another organization"],
  ])("completes the short name %s", async (name, who) => {
    const plan = await planned(() => ({ who: new pulumi.StackReference(name).getOutput("who") }), { stackOutputs });
    expect(plan.outputs).toEqual({ who });
  });
});
