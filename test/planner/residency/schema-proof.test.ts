import { proveSchema } from "../../../planner/residency/schema-proof";

const field = (dataClass: string) => ({ type: "string", "x-data-class": dataClass });
const event = (properties: object) => ({ type: "object", additionalProperties: false, properties });
const problems = (schema: object) => proveSchema("event@1", JSON.stringify(schema)).problems;

describe("the schema of a stream that leaves", () => {
  test("is proven where every field has a class that no regime binds, and is known by its digest", () => {
    const text = JSON.stringify(
      event({ sku: field("internal"), lines: { type: "array", items: event({ n: field("public") }) } }),
    );
    expect(proveSchema("event@1", text)).toEqual({
      schema: "event@1",
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      problems: [],
    });
    expect(proveSchema("event@1", `${text} `).digest).not.toBe(proveSchema("event@1", text).digest);
  });

  test.each([
    ["a personal field", event({ buyer: field("personal") }), ["has buyer, which is personal"]],
    ["a payment field below", event({ a: event({ card: field("payment") }) }), ["has a.card, which is payment"]],
    ["a field without a class", event({ sku: { type: "string" } }), ["gives sku no x-data-class"]],
    ["a class that is none", event({ sku: field("secret") }), ["says nothing of sku that can be read"]],
    ["a root that is open", { type: "object", properties: {} }, ["allows any further field at its root"]],
    [
      "an object below that is open",
      event({ a: { type: "object", properties: { n: field("public") } } }),
      ["allows any further field at a"],
    ],
    ["a list of anything", event({ a: { type: "array" } }), ["says nothing of a[] that can be read"]],
    ["a reference", event({ a: { $ref: "#/$defs/a" } }), ["uses $ref at a, which is not followed"]],
    [
      "patterns of names",
      { ...event({}), patternProperties: {} },
      ["uses patternProperties at its root, which is not followed"],
    ],
  ])("is refused with %s", (_, schema, expected) => {
    expect(problems(schema)).toEqual(expected);
  });

  test("is refused where it has no file, or is no JSON", () => {
    expect(proveSchema("event@1", undefined).problems).toEqual(["has no file"]);
    expect(proveSchema("event@1", "{").problems).toEqual(["is no JSON"]);
  });
});
