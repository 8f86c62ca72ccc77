import * as aliases from "@pulumi/pulumi/proto/alias_pb";
import fc from "fast-check";
import { packageOf, splitUrn, STACK_TYPE, typeOfUrn, urnOf, urnOfAlias } from "../../../planner/engine/urn";

const PLACE = { stack: "dev", project: "shop" };
const word = fc.stringMatching(/^[a-z][a-zA-Z0-9-]{0,8}$/);
const type = fc.tuple(word, word, word).map((parts) => parts.join(":"));
const name = fc.string({ minLength: 1 }).filter((text) => !text.startsWith(":"));
const STACK = urnOf(PLACE, { type: STACK_TYPE, name: "shop-dev" }, "");

describe("a URN", () => {
  it("is made of stack, project, the types of its parents, its own type and its name", () => {
    const outer = urnOf(PLACE, { type: "a:b:Outer", name: "outer" }, STACK);
    const inner = urnOf(PLACE, { type: "a:b:Inner", name: "inner" }, outer);
    expect(outer).toBe("urn:pulumi:dev::shop::a:b:Outer::outer");
    expect(inner).toBe("urn:pulumi:dev::shop::a:b:Outer$a:b:Inner::inner");
    expect(urnOf(PLACE, { type: "c:d:E", name: "e::f" }, inner)).toBe(
      "urn:pulumi:dev::shop::a:b:Outer$a:b:Inner$c:d:E::e::f",
    );
  });

  it("comes apart into what it was made of, whatever the name and however deep", () => {
    fc.assert(
      fc.property(fc.array(type, { minLength: 1, maxLength: 4 }), name, (types, own) => {
        const [last = "", ...above] = [...types].reverse();
        const parent = above.reverse().reduce((up, each) => urnOf(PLACE, { type: each, name: "p" }, up), STACK);
        const urn = urnOf(PLACE, { type: last, name: own }, parent);
        expect(splitUrn(urn)).toEqual({ ...PLACE, qualifiedType: types.join("$"), name: own });
        expect(typeOfUrn(urn)).toBe(last);
      }),
    );
  });

  it("differs where stack, project, parents' types, type or name differ", () => {
    const one = fc.record({ stack: word, project: word, type, name, parent: type });
    fc.assert(
      fc.property(one, one, (left, right) => {
        const urn = (of: typeof left): string => urnOf(of, of, urnOf(of, { type: of.parent, name: "p" }, ""));
        expect(urn(left) === urn(right)).toBe(JSON.stringify(left) === JSON.stringify(right));
      }),
    );
  });
});

describe("the package of a type", () => {
  it.each([
    ["aws:s3/bucket:Bucket", "aws"],
    ["kubernetes:apps/v1:Deployment", "kubernetes"],
    ["pulumi:providers:aws", "aws"],
    ["pulumi:pulumi:StackReference", "pulumi"],
  ])("of %s is %s", (token, expected) => {
    expect(packageOf(token)).toBe(expected);
  });
});

describe("an alias", () => {
  const resource = { urn: urnOf(PLACE, { type: "a:b:C", name: "new" }, STACK), type: "a:b:C", parent: STACK };

  function alias(fill: (spec: aliases.Alias.Spec) => unknown): aliases.Alias {
    const spec = new aliases.Alias.Spec();
    fill(spec);
    return new aliases.Alias().setSpec(spec);
  }

  it("takes from the resource what it leaves out", () => {
    expect(
      urnOfAlias(
        alias(() => {}),
        resource,
      ),
    ).toBe(resource.urn);
    expect(
      urnOfAlias(
        alias((spec) => spec.setName("old")),
        resource,
      ),
    ).toBe("urn:pulumi:dev::shop::a:b:C::old");
    expect(
      urnOfAlias(
        alias((spec) => spec.setNoparent(true)),
        { ...resource, parent: resource.urn },
      ),
    ).toBe(resource.urn);
  });

  it("is a URN where it gives one", () => {
    expect(urnOfAlias(new aliases.Alias().setUrn("urn:pulumi:a::b::c:d:E::f"), resource)).toBe(
      "urn:pulumi:a::b::c:d:E::f",
    );
  });
});
