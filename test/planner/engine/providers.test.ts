import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { Box, planned, resource, StuffProvider, Thing, urn } from "./planned";
import type { Plan } from "../../../planner/plan";

function providerName(plan: Plan, name: string): string | undefined {
  return resource(plan, name).provider?.split("::").at(-1);
}

describe("the default provider", () => {
  it("is one for each package, version and download address, made from the stack's configuration", async () => {
    const plan = await planned(
      () => {
        new aws.sqs.Queue("newest");
        new aws.sqs.Queue("newest-too");
        new aws.sqs.Queue("older", {}, { version: "7.40.0" });
        new aws.sqs.Queue("elsewhere", {}, { pluginDownloadURL: "https://plugins.example.com" });
        new Thing("thing");
      },
      {
        config: { "aws:region": "eu-west-1", "aws:secretKey": "canary", "stuff:level": "3" },
        secretConfig: ["aws:secretKey"],
      },
    );
    const secretKey = secret("canary");
    const providers = plan.resources.filter(({ kind }) => kind === "provider");
    expect(providers.map(({ name, inputs }) => [name, inputs])).toEqual([
      ["default_7_40_0", { region: "eu-west-1", secretKey, version: "7.40.0" }],
      ["default_7_48_0", { region: "eu-west-1", secretKey, version: "7.48.0" }],
      ["default_7_48_0_https_/plugins.example.com", { region: "eu-west-1", secretKey, version: "7.48.0" }],
      ["default", { level: "3" }],
    ]);
    expect(["newest", "newest-too", "older"].map((name) => providerName(plan, name))).toEqual([
      "default_7_48_0",
      "default_7_48_0",
      "default_7_40_0",
    ]);
  });

  it("lies outside the stack resource and has no provider of its own", async () => {
    const plan = await planned(() => void new Thing("thing"));
    expect(resource(plan, "default")).toEqual({
      urn: urn("pulumi:providers:stuff", "default"),
      type: "pulumi:providers:stuff",
      name: "default",
      kind: "provider",
      inputs: {},
      outputs: {},
      dependencies: [],
      propertyDependencies: {},
      options: {},
    });
  });
});

describe("an explicit provider", () => {
  it("is a resource with inputs of its own, and what goes through it lies in its region", async () => {
    const plan = await planned(() => {
      const provider = new aws.Provider("ireland", { region: "eu-west-1", allowedAccountIds: ["111122223333"] });
      new aws.sqs.Queue("queue", {}, { provider });
    });
    expect(resource(plan, "ireland").kind).toBe("provider");
    expect(resource(plan, "ireland").inputs).toMatchObject({
      region: "eu-west-1",
      allowedAccountIds: '["111122223333"]',
      version: "7.48.0",
    });
    expect(resource(plan, "queue").provider).toBe(urn("pulumi:providers:aws", "ireland"));
    expect(resource(plan, "queue").region).toBe("eu-west-1");
    expect(plan.resources.some(({ name }) => name.startsWith("default"))).toBe(false);
  });

  it("goes down from component to component until one has another", async () => {
    const plan = await planned(() => {
      const [first, second] = [new StuffProvider("first"), new StuffProvider("second")];
      const leaf = (name: string) => (parent: Box) => void new Thing(name, {}, { parent });
      new Box(
        "outer",
        (outer) => {
          leaf("at-once")(outer);
          new Box("middle", (middle) => new Box("inner", leaf("far-below"), { parent: middle }), { parent: outer });
          new Box("other", leaf("below-the-other"), { parent: outer, providers: [second] });
          new Thing("own", {}, { parent: outer, provider: second });
        },
        { provider: first },
      );
      leaf("outside")(new Box("beside"));
    });
    const names = ["at-once", "far-below", "below-the-other", "own", "outside"];
    expect(names.map((name) => providerName(plan, name))).toEqual(["first", "first", "second", "second", "default"]);
  });

  it("goes down from a resource to its children of the same package", async () => {
    const plan = await planned(() => {
      const parent = new Thing("parent", {}, { provider: new StuffProvider("first") });
      new Thing("child", {}, { parent });
      new aws.sqs.Queue("of-another-package", {}, { parent });
    });
    expect(providerName(plan, "child")).toBe("first");
    expect(providerName(plan, "of-another-package")).toBe("default_7_48_0");
  });

  it("is chosen by package from a component's `providers`", async () => {
    const plan = await planned(() => {
      const providers = { aws: new aws.Provider("cloud", { region: "eu-west-1" }), stuff: new StuffProvider("first") };
      new Box(
        "box",
        (parent) => {
          new aws.sqs.Queue("queue", {}, { parent });
          new Thing("thing", {}, { parent });
          new kubernetes.core.v1.ConfigMap("of-a-third", {}, { parent });
        },
        { providers },
      );
    });
    expect(providerName(plan, "queue")).toBe("cloud");
    expect(providerName(plan, "thing")).toBe("first");
    expect(providerName(plan, "of-a-third")).toBe("default_4_34_2");
  });

  it("of another package leaves a component's children with the default one", async () => {
    const plan = await planned(() => {
      new Box("box", (parent) => new aws.sqs.Queue("queue", {}, { parent }), { provider: new StuffProvider("first") });
    });
    expect(providerName(plan, "queue")).toBe("default_7_48_0");
  });

  it("may itself have unknown inputs and a parent", async () => {
    const plan = await planned(
      () => {
        new Box("box", (parent) => {
          const thing = new Thing("thing", {}, { parent });
          const provider = new StuffProvider("inside", { token: thing.serial }, { parent });
          new Thing("through-it", {}, { parent, provider });
        });
      },
      { mode: "unknowns" },
    );
    expect(resource(plan, "inside").urn).toBe(urn("test:index:Box$pulumi:providers:stuff", "inside"));
    expect(resource(plan, "inside").inputs).toEqual({ token: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" });
    expect(resource(plan, "through-it").provider).toBe(resource(plan, "inside").urn);
  });
});

function secret(value: string): pulumi.Inputs {
  return { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value };
}
