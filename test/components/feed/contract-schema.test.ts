import {
  brokenNames,
  classOfSchema,
  columnsOf,
  openObjects,
  personalFields,
  unclassifiedFields,
  unsupportedNodes,
} from "../../../components/feed/contract-schema";
import { closed, field, schemaOf, stockChanged } from "./fixture";

describe("the columns of a contract", () => {
  it("are its fields in lower case, objects as structs, dates as timestamps", () => {
    expect(columnsOf(stockChanged)).toStrictEqual([
      {
        name: "id",
        type: "string",
        dataClass: "internal",
        description: "Id of the event, the same where it comes twice",
      },
      { name: "time", type: "timestamp", dataClass: "internal", description: "When it happened" },
      {
        name: "data",
        type: "struct<sku:string,onhand:bigint,weight:double,iscounted:boolean,lots:array<struct<lot:string>>>",
        dataClass: "confidential",
        description: "data",
      },
    ]);
  });

  it("are as protected as the most protected field", () => {
    expect(classOfSchema(stockChanged)).toBe("confidential");
    expect(classOfSchema(schemaOf({ sku: field("string", { "x-data-class": "public" }) }))).toBe("public");
  });
});

describe("what a contract must not have", () => {
  const nested = (property: Parameters<typeof closed>[0]) =>
    schemaOf({ data: closed({ lines: { type: "array", items: closed(property) } }) });

  it("is nothing in one that is right", () => {
    const checks = [unsupportedNodes, openObjects, unclassifiedFields, personalFields];
    expect(checks.map((check) => check(stockChanged))).toStrictEqual([[], [], [], []]);
    expect(brokenNames(stockChanged, ["dt"])).toStrictEqual([]);
  });

  it("is an object that is open, at any depth", () => {
    const open = { ...closed({ a: field("string") }), additionalProperties: true };
    expect(openObjects(nested({ open }))).toStrictEqual(["data.lines[].open"]);
    expect(openObjects({ ...stockChanged, additionalProperties: { type: "string" } })).toStrictEqual(["$"]);
  });

  it("is a field without a class, or with one that there is not", () => {
    const properties = { sku: { type: "string" }, bin: field("string", { "x-data-class": "secret" }) };
    expect(unclassifiedFields(nested(properties))).toStrictEqual(["data.lines[].sku", "data.lines[].bin"]);
  });

  it("is a field that is personal by class or by format", () => {
    const properties = {
      buyer: field("string", { "x-data-class": "personal" }),
      card: field("string", { "x-data-class": "payment" }),
      contact: field("string", { format: "email" }),
    };
    expect(personalFields(nested(properties))).toStrictEqual([
      "data.lines[].buyer",
      "data.lines[].card",
      "data.lines[].contact",
    ]);
  });

  it("is a part that no column can hold", () => {
    const properties = {
      either: field(["string", "integer"]),
      reference: { $ref: "#/definitions/sku" },
      anything: closed({}),
      list: { type: "array" },
    };
    expect(unsupportedNodes(schemaOf(properties))).toStrictEqual(["either", "reference", "anything", "list"]);
  });

  it("is a name that is taken, is none, or differs by capitals alone", () => {
    const names = { DT: field("string"), "data-class": field("string"), sku: field("string"), SKU: field("string") };
    expect(brokenNames(schemaOf(names), ["dt"])).toStrictEqual(["DT", "data-class", "SKU"]);
    expect(brokenNames(schemaOf({ data: closed({ dt: field("string") }) }), ["dt"])).toStrictEqual([]);
  });
});
