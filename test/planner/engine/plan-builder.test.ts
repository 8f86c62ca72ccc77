import fc from "fast-check";
import { PlanBuilder } from "../../../planner/engine/plan-builder";
import type { PlannedResource } from "../../../planner/plan";

function node(urn: string, parent?: string): PlannedResource {
  return {
    urn,
    type: "a:b:C",
    name: urn,
    kind: "component",
    inputs: {},
    outputs: {},
    dependencies: [],
    propertyDependencies: {},
    options: {},
    ...(parent !== undefined && { parent }),
  };
}

/** A forest: each resource has one of those before it as its parent, or none. */
const forest = fc.array(fc.option(fc.nat({ max: 1000 })), { minLength: 1, maxLength: 40 }).chain((choices) =>
  fc
    .uniqueArray(fc.stringMatching(/^[a-z0-9]{1,6}$/), { minLength: choices.length, maxLength: choices.length })
    .map((urns) =>
      urns.map((urn, index) => {
        const choice = choices[index] ?? null;
        return choice === null || index === 0 ? node(urn) : node(urn, urns[choice % index]);
      }),
    ),
);

function ordered(resources: readonly PlannedResource[]): PlannedResource[] {
  const builder = new PlanBuilder();
  resources.forEach((resource) => builder.add(resource));
  return builder.resources();
}

describe("a plan's order", () => {
  it("has every resource once, a parent before its children, siblings by URN", () => {
    fc.assert(
      fc.property(forest, (resources) => {
        const result = ordered(resources);
        expect(result.map(({ urn }) => urn).sort()).toEqual(resources.map(({ urn }) => urn).sort());
        const position = new Map(result.map(({ urn }, index) => [urn, index]));
        for (const { urn, parent } of result) {
          expect(parent === undefined || (position.get(parent) ?? Infinity) < (position.get(urn) ?? -1)).toBe(true);
        }
        for (const parent of new Set(result.map((each) => each.parent))) {
          const siblings = result.filter((each) => each.parent === parent).map(({ urn }) => urn);
          expect(siblings).toEqual([...siblings].sort());
        }
      }),
    );
  });

  it("does not depend on the order of registration", () => {
    const shuffled = forest.chain((resources) =>
      fc.tuple(fc.constant(resources), fc.shuffledSubarray(resources, { minLength: resources.length })),
    );
    fc.assert(fc.property(shuffled, ([one, other]) => expect(ordered(other)).toEqual(ordered(one))));
  });

  it("keeps a subtree together", () => {
    const result = ordered([node("b"), node("a"), node("x", "b"), node("c", "a"), node("d", "c"), node("e", "a")]);
    expect(result.map(({ urn }) => urn)).toEqual(["a", "c", "d", "e", "b", "x"]);
  });
});

describe("a plan builder", () => {
  it("gives a resource the outputs that it registers later", () => {
    const builder = new PlanBuilder();
    builder.add(node("a"));
    builder.setOutputs("a", { done: true });
    expect(builder.resources().map(({ outputs }) => outputs)).toEqual([{ done: true }]);
    expect(builder.get("a")?.urn).toBe("a");
    expect(builder.get("b")).toBeUndefined();
  });

  it("refuses a second resource with one URN", () => {
    const builder = new PlanBuilder();
    builder.add(node("a"));
    expect(() => builder.add(node("a"))).toThrow("duplicate resource URN 'a'; try giving it a unique name");
  });
});
