import { DATA_CLASSES, type DataClass } from "../../facts/tag-schema";
import { isPersonal } from "../lake/schema";
import type { JsonSchema, JsonValue } from "../stream";

/** Keyword by which a field of a contract says what class of data it holds. */
export const CLASS_KEYWORD = "x-data-class";

/** Formats of text that name a person, whatever class the field declares. */
export const PERSONAL_FORMATS = ["email", "idn-email", "ipv4", "ipv6"] as const;

/** A part of a schema, with the place that it describes: `data.lines[].sku`, and `$` for the record itself. */
export interface SchemaNode {
  /** Place in a record. */
  readonly path: string;
  /** What the schema says of it. */
  readonly schema: Readonly<Record<string, JsonValue>>;
}

/** A column of the table, as Hive writes it. */
export interface FeedColumn {
  /** Name, in lower case: Firehose converts the keys of a record before it looks for columns. */
  readonly name: string;
  /** Type: `struct<sku:string,quantity:bigint>`. */
  readonly type: string;
  /** The most protected class among the fields in it. */
  readonly dataClass: DataClass;
  /** What the schema says that it holds. */
  readonly description: string;
}

const PERSONAL: readonly string[] = PERSONAL_FORMATS;
const CLASSES: readonly string[] = DATA_CLASSES;
const FIELD_NAME = /^[A-Za-z][A-Za-z0-9_]{0,126}$/;
/** Types of one value in Hive, by their name in JSON Schema. */
const SCALARS: Readonly<Record<string, string>> = {
  boolean: "boolean",
  integer: "bigint",
  number: "double",
  string: "string",
};

/** Every part of a schema: the record, its fields, the members of objects and of arrays. */
export function nodesOf(schema: JsonSchema): readonly SchemaNode[] {
  return below({ path: "$", schema });
}

/** The fields that hold a value themselves: neither objects nor arrays. */
export function fieldsOf(schema: JsonSchema): readonly SchemaNode[] {
  return nodesOf(schema).filter((node) => ["object", "array"].every((type) => type !== typeOf(node)));
}

/** The class that a field declares; nothing where it declares none. */
export function classOf({ schema }: SchemaNode): DataClass | undefined {
  return DATA_CLASSES.find((dataClass) => dataClass === schema[CLASS_KEYWORD]);
}

/** Fields that declare no class of data, or one that there is not. */
export function unclassifiedFields(schema: JsonSchema): readonly string[] {
  return pathsWhere(fieldsOf(schema), ({ schema: own }) => !CLASSES.includes(String(own[CLASS_KEYWORD])));
}

/** Fields that hold personal data: by their class, or by a format that names a person. */
export function personalFields(schema: JsonSchema): readonly string[] {
  return pathsWhere(fieldsOf(schema), (node) => {
    const dataClass = classOf(node);
    return (dataClass !== undefined && isPersonal(dataClass)) || PERSONAL.includes(String(node.schema["format"]));
  });
}

/** Objects that let in what they do not declare. */
export function openObjects(schema: JsonSchema): readonly string[] {
  return pathsWhere(
    nodesOf(schema),
    (node) => typeOf(node) === "object" && node.schema["additionalProperties"] !== false,
  );
}

/** Parts that no column can hold: of several types or none, references, objects without members. */
export function unsupportedNodes(schema: JsonSchema): readonly string[] {
  return pathsWhere(nodesOf(schema), (node) => {
    switch (typeOf(node)) {
      case "object":
        return Object.keys(membersOf(node)).length === 0;
      case "array":
        return !isObject(node.schema["items"]);
      default:
        return SCALARS[typeOf(node)] === undefined;
    }
  });
}

/**
 * Names that a column cannot have, or that are one name once they are in lower case.
 * @param reserved names that the table has already
 */
export function brokenNames(schema: JsonSchema, reserved: readonly string[]): readonly string[] {
  return nodesOf(schema).flatMap((node) => {
    const names = Object.keys(membersOf(node));
    const taken = node.path === "$" ? reserved : [];
    return names
      .filter((name, index) => {
        const lower = name.toLowerCase();
        const isTwice = names.findIndex((other) => other.toLowerCase() === lower) < index;
        return !FIELD_NAME.test(name) || isTwice || taken.includes(lower);
      })
      .map((name) => memberPath(node, name));
  });
}

/** The columns of the table, in the order of the schema. */
export function columnsOf(schema: JsonSchema): readonly FeedColumn[] {
  const record: SchemaNode = { path: "$", schema };
  return Object.entries(membersOf(record)).map(([name, member]) => ({
    name: name.toLowerCase(),
    type: hiveType({ path: name, schema: member }),
    dataClass: highestOf({ path: name, schema: member }),
    description: String(member["description"] ?? name),
  }));
}

/** The most protected class among the fields of a schema. */
export function classOfSchema(schema: JsonSchema): DataClass {
  return highestOf({ path: "$", schema });
}

function highestOf(node: SchemaNode): DataClass {
  const present = new Set(below(node).flatMap((each) => classOf(each) ?? []));
  return DATA_CLASSES.findLast((dataClass) => present.has(dataClass)) ?? "public";
}

function below(node: SchemaNode): readonly SchemaNode[] {
  const members = Object.entries(membersOf(node)).map(([name, schema]) => ({ path: memberPath(node, name), schema }));
  const items = node.schema["items"];
  const inner = isObject(items) ? [{ path: `${node.path}[]`, schema: items }] : [];
  return [node, ...[...members, ...inner].flatMap(below)];
}

function memberPath({ path }: SchemaNode, name: string): string {
  return path === "$" ? name : `${path}.${name}`;
}

function membersOf({ schema }: SchemaNode): Readonly<Record<string, Readonly<Record<string, JsonValue>>>> {
  const { properties } = schema;
  return isObject(properties)
    ? Object.fromEntries(Object.entries(properties).map(([name, member]) => [name, isObject(member) ? member : {}]))
    : {};
}

/** The one type of a part, `null` aside; an empty text where it has several or none. */
function typeOf({ schema: { type } }: SchemaNode): string {
  const types = (Array.isArray(type) ? type : [type]).filter((each) => each !== "null");
  return types.length === 1 && typeof types[0] === "string" ? types[0] : "";
}

function hiveType(node: SchemaNode): string {
  const { items, format } = node.schema;
  switch (typeOf(node)) {
    case "object": {
      const members = Object.entries(membersOf(node)).map(
        ([name, schema]) => `${name.toLowerCase()}:${hiveType({ path: name, schema })}`,
      );
      return `struct<${members.join(",")}>`;
    }
    case "array":
      return `array<${hiveType({ path: node.path, schema: isObject(items) ? items : {} })}>`;
    default:
      return format === "date-time" ? "timestamp" : (SCALARS[typeOf(node)] ?? "string");
  }
}

function pathsWhere(nodes: readonly SchemaNode[], isMeant: (node: SchemaNode) => boolean): readonly string[] {
  return nodes.filter(isMeant).map(({ path }) => path);
}

function isObject(value: JsonValue | undefined): value is Readonly<Record<string, JsonValue>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
