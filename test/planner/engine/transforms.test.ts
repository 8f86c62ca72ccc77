import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { SECRET, SIGNATURE, UNKNOWN, type Plan, type Properties } from "../../../planner/plan";
import { Box, planned, resource, StuffProvider, Thing, urn } from "./planned";

const THING = "stuff:index:Thing";

/** A transform that adds a word to the input `trail`. */
function leaves(word: string): pulumi.ResourceTransform {
  return ({ props, opts }) => ({ props: { ...props, trail: `${String(props["trail"] ?? "")}${word}` }, opts });
}

function trailOf(plan: Plan, name: string): unknown {
  return resource(plan, name).inputs["trail"];
}

describe("transforms", () => {
  it("run in order: the resource's own, its parents' from near to far, the stack's", async () => {
    const plan = await planned(() => {
      pulumi.runtime.registerResourceTransform(leaves(" stack1"));
      pulumi.runtime.registerResourceTransform(leaves(" stack2"));
      new Box(
        "outer",
        (outer) => {
          new Box(
            "inner",
            (inner) => void new Thing("thing", {}, { parent: inner, transforms: [leaves("own1"), leaves(" own2")] }),
            { parent: outer, transforms: [leaves(" inner")] },
          );
          new Thing("beside", {}, { parent: outer });
        },
        { transforms: [leaves(" outer")] },
      );
      new Thing("outside");
    });
    expect(trailOf(plan, "thing")).toBe("own1 own2 inner outer stack1 stack2");
    expect(trailOf(plan, "beside")).toBe(" outer stack1 stack2");
    expect(trailOf(plan, "outside")).toBe(" stack1 stack2");
    expect(trailOf(plan, "inner")).toBe(" inner outer stack1 stack2");
  });

  it("leave those alone that were registered before them, and what they return nothing for", async () => {
    const seen: string[] = [];
    const plan = await planned(() => {
      new Thing("before", { size: 1 }, { transforms: [() => undefined] });
      pulumi.runtime.registerResourceTransform(({ name, type, custom }) => {
        seen.push(`${name} ${type} ${String(custom)}`);
        return undefined;
      });
      new Box("box", (parent) => new Thing("thing", { size: 2 }, { parent }));
    });
    expect(resource(plan, "before").inputs).toEqual({ size: 1 });
    expect(resource(plan, "thing").inputs).toEqual({ size: 2 });
    expect(seen.filter((line) => !line.startsWith("before"))).toEqual([
      "box test:index:Box false",
      `thing ${THING} true`,
    ]);
  });

  it("see the inputs as they are and change, add and remove them", async () => {
    let seen: unknown;
    const transform: pulumi.ResourceTransform = ({ props, opts }) => {
      seen = { ...props };
      const { removed: _removed, ...kept } = props;
      return { props: { ...kept, size: props["size"] * 2, added: { list: [1] } }, opts };
    };
    const plan = await planned(() => {
      new Thing("thing", { size: 21, removed: "x", nested: { a: [true] } }, { transforms: [transform] });
    });
    expect(seen).toEqual({ size: 21, removed: "x", nested: { a: [true] } });
    expect(resource(plan, "thing").inputs).toEqual({ size: 42, nested: { a: [true] }, added: { list: [1] } });
  });

  it("may wait before they answer", async () => {
    const slow: pulumi.ResourceTransform = async (args) => {
      await new Promise((resolve) => setTimeout(resolve, 10));
      return leaves("slow")(args);
    };
    const plan = await planned(() => void new Thing("thing", {}, { transforms: [slow, leaves(" quick")] }));
    expect(trailOf(plan, "thing")).toBe("slow quick");
  });

  it("keep secrets secret, unknowns unknown and dependencies in place", async () => {
    const plan = await planned(() => {
      const source = new Thing("source", { size: 7 });
      new Thing(
        "thing",
        { password: pulumi.secret("hidden"), serial: source.serial, nested: { password: pulumi.secret("hidden") } },
        { transforms: [({ props, opts }) => ({ props: { ...props, size: source.size, id: source.id }, opts })] },
      );
    });
    const secret: Properties = { [SIGNATURE]: SECRET, value: "hidden" };
    expect(resource(plan, "thing").inputs).toMatchObject({
      password: secret,
      serial: UNKNOWN,
      nested: { password: secret },
      size: 7,
    });
    expect(resource(plan, "thing").dependencies).toEqual([urn(THING, "source")]);
    expect(resource(plan, "thing").propertyDependencies).toEqual({ serial: [urn(THING, "source")] });
  });

  it("see and change every option", async () => {
    let seen: unknown;
    const plan = await planned(() => {
      const [host, other] = [new Thing("host"), new Thing("other")];
      const provider = new StuffProvider("another");
      const given: pulumi.CustomResourceOptions = {
        protect: true,
        retainOnDelete: true,
        deleteBeforeReplace: true,
        ignoreChanges: ["a"],
        replaceOnChanges: ["b"],
        additionalSecretOutputs: ["c"],
        customTimeouts: { create: "1m" },
        deletedWith: host,
        dependsOn: [host],
        aliases: [{ name: "old" }],
        version: "1.0.0",
      };
      const look: pulumi.ResourceTransform = ({ opts }) => {
        const { protect, retainOnDelete, ignoreChanges, replaceOnChanges, customTimeouts, version } = opts;
        seen = { protect, retainOnDelete, ignoreChanges, replaceOnChanges, create: customTimeouts?.create, version };
        return undefined;
      };
      const change: pulumi.ResourceTransform = ({ props }) => ({
        props,
        opts: {
          protect: false,
          ignoreChanges: ["x", "y"],
          replaceOnChanges: ["z"],
          customTimeouts: { update: "2m" },
          deletedWith: other,
          replaceWith: [other],
          dependsOn: other,
          aliases: ["urn:pulumi:dev::shop::a:b:C::d"],
          provider,
          version: "2.0.0",
          import: "its-id",
        },
      });
      new Thing("kept", {}, { ...given, transforms: [look] });
      new Thing("changed", {}, { ...given, transforms: [change] });
    });
    expect(seen).toEqual({
      protect: true,
      retainOnDelete: true,
      ignoreChanges: ["a"],
      replaceOnChanges: ["b"],
      create: "1m",
      version: "1.0.0",
    });
    expect(resource(plan, "kept").options).toEqual({
      protect: true,
      retainOnDelete: true,
      deleteBeforeReplace: true,
      ignoreChanges: ["a"],
      replaceOnChanges: ["b"],
      additionalSecretOutputs: ["c"],
      customTimeouts: { create: "1m" },
      deletedWith: urn(THING, "host"),
      aliases: [urn(THING, "old")],
      version: "1.0.0",
    });
    expect(resource(plan, "kept").dependencies).toEqual([urn(THING, "host")]);
    expect(resource(plan, "changed").options).toEqual({
      protect: false,
      ignoreChanges: ["x", "y"],
      replaceOnChanges: ["z"],
      customTimeouts: { update: "2m" },
      deletedWith: urn(THING, "other"),
      replaceWith: [urn(THING, "other")],
      aliases: ["urn:pulumi:dev::shop::a:b:C::d"],
      version: "2.0.0",
      import: "its-id",
    });
    expect(resource(plan, "changed").id).toBe("its-id");
    expect(resource(plan, "changed").dependencies).toEqual([urn(THING, "other")]);
    expect(resource(plan, "changed").provider).toBe(urn("pulumi:providers:stuff", "another"));
  });

  it("of the older kind, which the SDK runs itself, work as well", async () => {
    const transformation: pulumi.ResourceTransformation = ({ props, opts }) => ({
      props: { ...props, tags: { from: "transformation" } },
      opts: pulumi.mergeOptions(opts, { protect: true }),
    });
    const plan = await planned(() => {
      pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
        type === "aws:sqs/queue:Queue" ? { props: { ...props, delaySeconds: 5 }, opts } : undefined,
      );
      new Box("box", (parent) => new aws.sqs.Queue("queue", {}, { parent }), { transformations: [transformation] });
    });
    expect(resource(plan, "queue").inputs).toEqual({ delaySeconds: 5, tags: { from: "transformation" } });
    expect(resource(plan, "queue").options.protect).toBe(true);
  });

  it("of one run are gone in the next", async () => {
    await planned(() => pulumi.runtime.registerResourceTransform(leaves("left over")));
    const plan = await planned(() => void new Thing("thing"));
    expect(resource(plan, "thing").inputs).toEqual({});
  });
});

describe("two runs of a program", () => {
  function program(): unknown {
    pulumi.runtime.registerResourceTransform(async (args) => {
      // Later ones answer first: the order of answers must not show.
      await new Promise((resolve) => setTimeout(resolve, 20 - Number(args.name.split("-")[1] ?? 0)));
      return leaves("!")(args);
    });
    const things = Array.from({ length: 20 }, (_, index) => new Thing(`thing-${index}`, { size: index }));
    new Box("box", (parent) => {
      new aws.sqs.Queue("queue", { tags: { a: "b" } }, { parent, dependsOn: [...things].reverse() });
    });
    return { sizes: pulumi.all(things.map(({ size }) => size)), id: things[3]?.id };
  }

  it("give the same bytes", async () => {
    const [first, second] = [JSON.stringify(await planned(program)), JSON.stringify(await planned(program))];
    expect(second).toBe(first);
    expect(first.length).toBeGreaterThan(5000);
  });

  it("give the same bytes whatever the order of construction", async () => {
    const backwards = (): unknown => {
      const names = ["c", "a", "b"];
      return names.map((name) => new Thing(name, { size: 1 })).length;
    };
    const forwards = (): unknown => ["a", "b", "c"].map((name) => new Thing(name, { size: 1 })).length;
    expect(JSON.stringify(await planned(backwards))).toBe(JSON.stringify(await planned(forwards)));
  });
});
