import { compareProperties } from "../../../planner/diff/property-diff";
import { covers, namesOf, readPath, writePath } from "../../../planner/diff/property-path";
import { SECRET, SIGNATURE, UNKNOWN, type Properties } from "../../../planner/plan";

function changes(before: Properties, after: Properties, ignored: readonly string[] = []) {
  const { changes: found } = compareProperties(before, after, { ignored: ignored.map(readPath), json: true });
  return found.map(({ path, kind, before: former, after: later }) => [path, kind, former, later]);
}

function secret(value: Properties[string]): Properties {
  return { [SIGNATURE]: SECRET, value };
}

describe("paths of properties", () => {
  test.each([
    ["tags", ["tags"]],
    ["vpcConfig.subnetIds[2]", ["vpcConfig", "subnetIds", 2]],
    ['tags["team.name"].x', ["tags", "team.name", "x"]],
    ["rules[*].cidr", ["rules", "*", "cidr"]],
  ])("reads %s", (text, steps) => {
    expect(readPath(text)).toEqual(steps);
  });

  test("writes what it reads", () => {
    const text = 'spec.containers[0].env["a.b"]';

    expect(writePath(readPath(text))).toBe(text);
  });

  test("leaves indices out of names", () => {
    expect(namesOf(["rules", 3, "cidr"])).toBe("rules.cidr");
  });

  test("covers what lies inside, and any step with a star", () => {
    expect(covers(readPath("rules[*].cidr"), ["rules", 3, "cidr", "x"])).toBe(true);
    expect(covers(readPath("rules[1]"), ["rules", 3])).toBe(false);
    expect(covers(readPath("rules[1].cidr"), ["rules", 1])).toBe(false);
  });
});

describe("comparing inputs", () => {
  test("finds nothing between equals, whatever the order of names", () => {
    expect(changes({ a: { x: 1, y: [1, { z: null }] } }, { a: { y: [1, { z: null }], x: 1 } })).toEqual([]);
  });

  test("names the innermost place that differs", () => {
    expect(changes({ a: { x: 1, y: 2 }, b: 1 }, { a: { x: 1, y: 3 }, c: false })).toEqual([
      ["a.y", "changed", 2, 3],
      ["b", "removed", 1, undefined],
      ["c", "added", undefined, false],
    ]);
  });

  test("tells an empty value from none", () => {
    expect(changes({ a: "", b: 0 }, { a: null })).toEqual([
      ["a", "changed", "", null],
      ["b", "removed", 0, undefined],
    ]);
  });

  test("shows one element where one comes into the middle of a list", () => {
    expect(changes({ a: ["x", "z"] }, { a: ["x", "y", "z"] })).toEqual([["a[1]", "added", undefined, "y"]]);
  });

  test("shows one element where one leaves a list", () => {
    expect(changes({ a: ["x", "y", "z"] }, { a: ["y", "z"] })).toEqual([["a[0]", "removed", "x", undefined]]);
  });

  test("names what lies in a block that comes", () => {
    const { changes: found } = compareProperties({}, { a: [{ x: 1 }, { y: [] }] }, { ignored: [], json: true });

    expect(found.map(({ path, names }) => [path, names])).toEqual([["a", ["a.x", "a.y"]]]);
  });

  test("looks into text that holds JSON on both sides, and past its layout", () => {
    const policy = { Statement: [{ Action: "s3:GetObject" }] };
    const later = { Statement: [{ Action: "s3:PutObject" }] };

    expect(changes({ policy: JSON.stringify(policy) }, { policy: JSON.stringify(policy, null, 2) })).toEqual([]);
    expect(changes({ policy: JSON.stringify(policy) }, { policy: JSON.stringify(later) })).toEqual([
      ["policy.Statement[0].Action", "changed", "s3:GetObject", "s3:PutObject"],
    ]);
    expect(changes({ policy: "{not json" }, { policy: "{nor this" })).toEqual([
      ["policy", "changed", "{not json", "{nor this"],
    ]);
  });

  test("leaves text alone where layout matters", () => {
    const { changes: found } = compareProperties({ a: "{}" }, { a: "{ }" }, { ignored: [], json: false });

    expect(found.map(({ path }) => path)).toEqual(["a"]);
  });

  test("never shows a secret, only that it changes", () => {
    expect(changes({ a: secret("one") }, { a: secret("one") })).toEqual([]);
    expect(changes({ a: secret("one"), b: "plain" }, { a: secret("two"), b: secret("hidden") })).toEqual([
      ["a", "changed", "[secret]", "[secret]"],
      ["b", "changed", "[secret]", "[secret]"],
    ]);
    expect(JSON.stringify(changes({ a: "was open" }, { a: secret("now closed") }))).not.toMatch(/open|closed/);
  });

  test("does not show a secret inside what comes or goes", () => {
    expect(changes({}, { a: { password: secret("one"), user: "x" } })).toEqual([
      ["a", "added", undefined, { password: "[secret]", user: "x" }],
    ]);
  });

  test("takes a value for the same that only became secret", () => {
    expect(changes({ a: "x" }, { a: secret("x") })).toEqual([]);
  });

  test("names what changes inside a secret that holds JSON, and not its value", () => {
    const kubeconfig = (server: string): Properties => ({
      kubeconfig: secret(JSON.stringify({ clusters: [{ server }] })),
    });
    const { changes: found } = compareProperties(kubeconfig("a"), kubeconfig("b"), { ignored: [], json: true });

    expect(found.map(({ path, names, before, after }) => [path, names, before, after])).toEqual([
      ["kubeconfig", ["kubeconfig.clusters.server"], "[secret]", "[secret]"],
    ]);
  });

  test("says that a value which one side does not know may change", () => {
    expect(changes({ a: "x", b: UNKNOWN }, { a: UNKNOWN, b: "y" })).toEqual([
      ["a", "unknown", "x", "[unknown]"],
      ["b", "unknown", "[unknown]", "y"],
    ]);
  });

  test("counts what both sides do not know, and calls it no change", () => {
    const comparison = compareProperties({ a: UNKNOWN }, { a: UNKNOWN }, { ignored: [], json: true });

    expect([comparison.changes, comparison.undetermined]).toEqual([[], 1]);
  });

  test("leaves out what is ignored, whole or inside a block", () => {
    expect(changes({ a: 1, b: { x: 1, y: 1 } }, { a: 2, b: { x: 2, y: 2 } }, ["a", "b.x"])).toEqual([
      ["b.y", "changed", 1, 2],
    ]);
    expect(changes({}, { b: { x: 2 } }, ["b.x"])).toEqual([]);
  });
});
