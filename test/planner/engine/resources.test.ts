import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Box, planned, resource, STACK, Thing, urn } from "./planned";

describe("a custom resource", () => {
  it("has type, name, parent, provider, inputs and a region", async () => {
    const plan = await planned(() => void new aws.sqs.Queue("orders", { delaySeconds: 5, tags: { owner: "shop" } }));
    expect(resource(plan, "orders")).toEqual({
      urn: urn("aws:sqs/queue:Queue", "orders"),
      type: "aws:sqs/queue:Queue",
      name: "orders",
      kind: "custom",
      id: expect.any(String),
      parent: STACK,
      provider: urn("pulumi:providers:aws", "default_7_48_0"),
      region: "eu-central-1",
      inputs: { delaySeconds: 5, tags: { owner: "shop" } },
      outputs: expect.objectContaining({ delaySeconds: 5, tags: { owner: "shop" } }),
      dependencies: [],
      propertyDependencies: {},
      options: { version: "7.48.0" },
    });
  });

  it("carries values of every kind as they are", async () => {
    const inputs = { text: "", zero: 0, no: false, list: [1, [2, {}]], nested: { deep: { a: "b" } }, later: "soon" };
    const later = pulumi.output(Promise.resolve("soon"));
    const plan = await planned(() => void new Thing("thing", { ...inputs, later, absent: undefined }));
    expect(resource(plan, "thing").inputs).toEqual(inputs);
  });

  it("depends on the resources its inputs come from, by input and altogether", async () => {
    const plan = await planned(() => {
      const first = new Thing("first", { size: 1 });
      const second = new Thing("second", { size: 2 });
      new Thing("third", {
        sum: pulumi.all([first.size, second.size]).apply(([a, b]) => a + b),
        one: first.size,
        own: 3,
      });
    });
    const [first, second] = [urn("stuff:index:Thing", "first"), urn("stuff:index:Thing", "second")];
    expect(resource(plan, "third").inputs).toEqual({ sum: 3, one: 1, own: 3 });
    expect(resource(plan, "third").propertyDependencies).toEqual({ one: [first], sum: [first, second] });
    expect(resource(plan, "third").dependencies).toEqual([first, second]);
  });
});

describe("a component", () => {
  it("has neither id nor provider, and the outputs it registered", async () => {
    class Store extends pulumi.ComponentResource {
      constructor(name: string, args: { readonly limit: number }) {
        super("shop:index:Store", name, args);
        this.registerOutputs({ doubled: args.limit * 2 });
      }
    }
    const plan = await planned(() => void new Store("store", { limit: 4 }));
    expect(resource(plan, "store")).toEqual({
      urn: urn("shop:index:Store", "store"),
      type: "shop:index:Store",
      name: "store",
      kind: "component",
      parent: STACK,
      inputs: { limit: 4 },
      outputs: { doubled: 8 },
      dependencies: [],
      propertyDependencies: {},
      options: {},
    });
  });

  it("gives its type to the URNs of all that lies below it", async () => {
    const plan = await planned(() => {
      new Box("outer", (outer) => {
        new Box("inner", (inner) => void new Thing("thing", {}, { parent: inner }), { parent: outer });
      });
    });
    expect(plan.resources.map((planned) => [planned.urn, planned.parent])).toEqual([
      [urn("pulumi:providers:stuff", "default"), undefined],
      [STACK, undefined],
      [urn("test:index:Box", "outer"), STACK],
      [urn("test:index:Box$test:index:Box", "inner"), urn("test:index:Box", "outer")],
      [urn("test:index:Box$test:index:Box$stuff:index:Thing", "thing"), urn("test:index:Box$test:index:Box", "inner")],
    ]);
  });

  it("lets two of its kind hold children of one name", async () => {
    const child = (box: Box): unknown => new Thing("child", {}, { parent: box });
    class Crate extends pulumi.ComponentResource {
      constructor(name: string) {
        super("test:index:Crate", name);
        new Thing("child", {}, { parent: this });
      }
    }
    const plan = await planned(() => [new Box("box", child), new Crate("crate")].length);
    expect(plan.resources.filter(({ name }) => name === "child").map((found) => found.urn)).toEqual([
      urn("test:index:Box$stuff:index:Thing", "child"),
      urn("test:index:Crate$stuff:index:Thing", "child"),
    ]);
  });

  it("may have a resource as its parent", async () => {
    const plan = await planned(() => {
      const thing = new Thing("thing");
      new Box("box", () => {}, { parent: thing });
    });
    expect(resource(plan, "box").urn).toBe(urn("stuff:index:Thing$test:index:Box", "box"));
    expect(resource(plan, "box").parent).toBe(urn("stuff:index:Thing", "thing"));
  });
});

describe("a program", () => {
  it("gives the stack its outputs", async () => {
    const plan = await planned(() => ({ size: new Thing("thing", { size: 3 }).size, list: [1, "two"], none: null }));
    expect(plan.outputs).toEqual({ size: 3, list: [1, "two"], none: null });
    expect(plan.resources.find(({ urn: own }) => own === STACK)?.outputs).toEqual(plan.outputs);
  });

  it("may be asynchronous", async () => {
    const plan = await planned(async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      new Thing("late");
      return { done: true };
    });
    expect(resource(plan, "late").urn).toBe(urn("stuff:index:Thing", "late"));
    expect(plan.outputs).toEqual({ done: true });
  });

  it("reads its own name, stack, organization and configuration", async () => {
    const plan = await planned(
      () => {
        const config = new pulumi.Config();
        return {
          place: `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`,
          limit: config.requireNumber("limit"),
          zones: config.requireObject("zones"),
          absent: config.get("absent") ?? "absent",
          dryRun: pulumi.runtime.isDryRun(),
        };
      },
      { organization: "acme", stack: "prod", config: { "shop:limit": "7", "shop:zones": '["a","b"]' } },
    );
    expect(plan.outputs).toEqual({
      place: "acme/shop/prod",
      limit: 7,
      zones: ["a", "b"],
      absent: "absent",
      dryRun: true,
    });
  });

  it("fails with its own error where it throws", async () => {
    const program = (): never => {
      throw new TypeError("no such shop");
    };
    await expect(planned(program)).rejects.toThrow(new TypeError("no such shop"));
    await expect(planned(() => Promise.reject(new Error("not now")))).rejects.toThrow(new Error("not now"));
  });

  it("may register several hundred resources at once", async () => {
    const plan = await planned(() => {
      const first = new Thing("thing-000", { size: 0 });
      for (let index = 1; index < 600; index += 1) {
        new Thing(`thing-${String(index).padStart(3, "0")}`, { size: first.size.apply((size) => size + index) });
      }
    });
    const things = plan.resources.filter(({ type }) => type === "stuff:index:Thing");
    expect(things).toHaveLength(600);
    expect(things.map(({ inputs }) => inputs["size"])).toEqual(Array.from({ length: 600 }, (_, index) => index));
    expect(things[599]?.dependencies).toEqual([urn("stuff:index:Thing", "thing-000")]);
  });

  it("shares nothing with the one before it, nor with one that waits for its turn", async () => {
    const count = async (name: string): Promise<string[]> => {
      const plan = await planned(async () => {
        await new Promise((resolve) => setTimeout(resolve, 10));
        new Thing(name);
      });
      return plan.resources.filter(({ type }) => type === "stuff:index:Thing").map((thing) => thing.name);
    };
    expect(await Promise.all([count("one"), count("two"), count("three")])).toEqual([["one"], ["two"], ["three"]]);
  });
});
