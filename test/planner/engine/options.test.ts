import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Box, planned, resource, STACK, Thing, urn } from "./planned";
import type { PlannedOptions } from "../../../planner/plan";

const THING = "stuff:index:Thing";

async function optionsOf(opts: pulumi.CustomResourceOptions): Promise<PlannedOptions> {
  return resource(await planned(() => void new Thing("thing", { size: 1 }, opts)), "thing").options;
}

describe("options", () => {
  it("are absent where none is set", async () => {
    expect(await optionsOf({})).toEqual({});
  });

  it.each<[keyof PlannedOptions, pulumi.CustomResourceOptions, PlannedOptions]>([
    ["protect", { protect: true }, { protect: true }],
    ["protect", { protect: false }, { protect: false }],
    ["retainOnDelete", { retainOnDelete: true }, { retainOnDelete: true }],
    ["deleteBeforeReplace", { deleteBeforeReplace: true }, { deleteBeforeReplace: true }],
    ["deleteBeforeReplace", { deleteBeforeReplace: false }, { deleteBeforeReplace: false }],
    ["ignoreChanges", { ignoreChanges: ["size", "tags.a"] }, { ignoreChanges: ["size", "tags.a"] }],
    ["replaceOnChanges", { replaceOnChanges: ["size"] }, { replaceOnChanges: ["size"] }],
    ["hideDiffs", { hideDiffs: ["size"] }, { hideDiffs: ["size"] }],
    ["additionalSecretOutputs", { additionalSecretOutputs: ["x"] }, { additionalSecretOutputs: ["x"] }],
    ["version", { version: "1.2.3" }, { version: "1.2.3" }],
    ["pluginDownloadURL", { pluginDownloadURL: "https://a.example" }, { pluginDownloadURL: "https://a.example" }],
    [
      "customTimeouts",
      { customTimeouts: { create: "30m", delete: "1h" } },
      { customTimeouts: { create: "30m", delete: "1h" } },
    ],
    [
      "customTimeouts",
      { customTimeouts: { update: "5m", read: "90s" } },
      { customTimeouts: { update: "5m", read: "90s" } },
    ],
  ])("keep %s of %j", async (_name, opts, expected) => {
    expect(await optionsOf(opts)).toEqual(expected);
  });

  it("name the resources that `deletedWith` and `replaceWith` mean by URN", async () => {
    const plan = await planned(() => {
      const host = new Thing("host");
      new Thing("deleted-with", {}, { deletedWith: host });
      new Thing("replaced-with", {}, { replaceWith: [host] });
    });
    expect(resource(plan, "deleted-with").options).toEqual({ deletedWith: urn(THING, "host") });
    expect(resource(plan, "replaced-with").options).toEqual({ replaceWith: [urn(THING, "host")] });
  });

  it("give an adopted resource the id it has already", async () => {
    const program = (): void => void new aws.s3.Bucket("adopted", {}, { import: "its-own-name" });
    const asApplied = resource(await planned(program), "adopted");
    expect([asApplied.id, asApplied.options.import]).toEqual(["its-own-name", "its-own-name"]);
    const unknown = resource(await planned(program, { mode: "unknowns" }), "adopted");
    expect([unknown.id, unknown.options.import]).toEqual(["its-own-name", "its-own-name"]);
  });

  it("go from a component down to its children: protect, retainOnDelete, deletedWith", async () => {
    const plan = await planned(() => {
      const host = new Thing("host");
      new Box(
        "box",
        (parent) => {
          new Thing("inherits", {}, { parent });
          new Thing("differs", {}, { parent, protect: false, retainOnDelete: false });
          new Box("inner", (inner) => new Thing("far-below", {}, { parent: inner }), { parent });
        },
        { protect: true, retainOnDelete: true, deletedWith: host },
      );
    });
    const deletedWith = urn(THING, "host");
    const inherited = { protect: true, retainOnDelete: true, deletedWith };
    expect(resource(plan, "inherits").options).toEqual(inherited);
    expect(resource(plan, "far-below").options).toEqual(inherited);
    expect(resource(plan, "differs").options).toEqual({ protect: false, retainOnDelete: false, deletedWith });
  });

  it("accept hooks, which a plan has no operation to run around", async () => {
    let ran = 0;
    const plan = await planned(() => {
      const hook = new pulumi.ResourceHook("count", () => void (ran += 1));
      new Thing("thing", {}, { hooks: { beforeCreate: [hook], afterCreate: [() => void (ran += 1)] } });
    });
    expect(resource(plan, "thing").urn).toBe(urn(THING, "thing"));
    expect(ran).toBe(0);
  });
});

describe("dependsOn", () => {
  it("takes a resource, a list, an output and a promise", async () => {
    const plan = await planned(() => {
      const [a, b] = [new Thing("a"), new Thing("b")];
      new Thing("one", {}, { dependsOn: a });
      new Thing("two", {}, { dependsOn: [b, a] });
      new Thing("by-output", {}, { dependsOn: pulumi.output([b]) });
      new Thing("by-promise", {}, { dependsOn: Promise.resolve(a) });
    });
    const [a, b] = [urn(THING, "a"), urn(THING, "b")];
    expect(["one", "two", "by-output", "by-promise"].map((name) => resource(plan, name).dependencies)).toEqual([
      [a],
      [a, b],
      [b],
      [a],
    ]);
    expect(resource(plan, "two").propertyDependencies).toEqual({});
  });

  it("on a component means the resources in it, however deep", async () => {
    const plan = await planned(() => {
      const box = new Box("box", (parent) => {
        new Thing("near", {}, { parent });
        new Box("inner", (inner) => new Thing("far", {}, { parent: inner }), { parent });
      });
      new Thing("after", {}, { dependsOn: [box] });
    });
    expect(resource(plan, "after").dependencies).toEqual(
      [urn(`test:index:Box$${THING}`, "near"), urn(`test:index:Box$test:index:Box$${THING}`, "far")].sort(),
    );
  });

  it("of a component is its own, and its children wait for it as their parent", async () => {
    const plan = await planned(() => {
      const first = new Thing("first");
      new Box("box", (parent) => new Thing("child", {}, { parent }), { dependsOn: [first] });
    });
    expect(resource(plan, "box").dependencies).toEqual([urn(THING, "first")]);
    expect(resource(plan, "child").dependencies).toEqual([]);
  });
});

describe("aliases", () => {
  const PARENT = urn("test:index:Box", "parent");

  async function aliasesOf(alias: (parent: Box) => pulumi.Alias | pulumi.Input<string>): Promise<readonly string[]> {
    const plan = await planned(() => {
      new Box("parent", (parent) => {
        new Thing("new", {}, { parent, aliases: [alias(parent) as pulumi.Alias] });
      });
    });
    return resource(plan, "new").options.aliases ?? [];
  }

  it.each<[string, pulumi.Alias | string, string]>([
    ["a URN", "urn:pulumi:test::old::a:b:C::d", "urn:pulumi:test::old::a:b:C::d"],
    ["another name", { name: "old" }, urn(`test:index:Box$${THING}`, "old")],
    ["another type", { type: "stuff:index:Old" }, urn("test:index:Box$stuff:index:Old", "new")],
    ["no parent", { parent: undefined as never }, urn(THING, "new")],
    ["a parent's URN", { parent: urn("a:b:C", "p") }, urn(`a:b:C$${THING}`, "new")],
    ["another stack", { stack: "test" }, `urn:pulumi:test::shop::test:index:Box$${THING}::new`],
    ["another project", { project: "old" }, `urn:pulumi:dev::old::test:index:Box$${THING}::new`],
    [
      "several at once",
      { name: "old", type: "stuff:index:Old", stack: "test", project: "old" },
      "urn:pulumi:test::old::test:index:Box$stuff:index:Old::old",
    ],
  ])("become URNs: %s", async (_what, alias, expected) => {
    expect(await aliasesOf(() => alias)).toEqual([expected]);
  });

  it("become URNs: the stack as parent, another component as parent, an output", async () => {
    expect(await aliasesOf(() => ({ parent: pulumi.rootStackResource }))).toEqual([urn(THING, "new")]);
    expect(await aliasesOf((parent) => ({ parent, name: "old" }))).toEqual([urn(`test:index:Box$${THING}`, "old")]);
    expect(await aliasesOf(() => pulumi.output("urn:pulumi:dev::shop::a:b:C::d"))).toEqual([
      "urn:pulumi:dev::shop::a:b:C::d",
    ]);
    expect(PARENT).toBe("urn:pulumi:dev::shop::test:index:Box::parent");
  });

  it("are listed once, in the order in which they are declared", async () => {
    const plan = await planned(() => {
      new Thing("new", {}, { aliases: [{ name: "b" }, { name: "a" }, { name: "b" }, urn(THING, "a")] });
    });
    expect(resource(plan, "new").options.aliases).toEqual([urn(THING, "b"), urn(THING, "a")]);
    expect(resource(plan, "new").parent).toBe(STACK);
  });
});
