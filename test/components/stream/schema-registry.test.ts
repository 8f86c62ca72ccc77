import {
  planSchemaRegistry,
  SCHEMA_DEFAULTS,
  SchemaRegistry,
  schemaRegistryRefusals,
} from "../../../components/stream";
import type { JsonSchema, SchemaRegistryArgs } from "../../../components/stream";
import type { Plan } from "../../../planner/plan";
import { children, identities, inputs, planOf, refusalOf, tags } from "./kafka-fixture";

const definition: JsonSchema = {
  $schema: "http://json-schema.org/draft-07/schema#",
  type: "object",
  properties: { sku: { type: "string" }, quantity: { type: "integer" } },
  required: ["sku", "quantity"],
};
const minimal: SchemaRegistryArgs = {
  registryName: "prod-eu-central-1",
  schemas: { "stock-moved": { definition } },
  tags,
};
const TEXT =
  '{"$schema":"http://json-schema.org/draft-07/schema#","type":"object","properties":{"sku":{"type":"string"},"quantity":{"type":"integer"}},"required":["sku","quantity"]}';

function planRegistry(args: SchemaRegistryArgs): Promise<Plan> {
  return planOf(() => {
    const { registryName, registryArn, schemaArns } = new SchemaRegistry("schemas", args);
    return { registryName, registryArn, schemaArns };
  });
}

describe("SchemaRegistry", () => {
  it("creates a registry and a backward compatible schema of each kind of record", async () => {
    const plan = await planRegistry(minimal);
    expect(identities(plan)).toStrictEqual([
      "aws:glue/registry:Registry schemas-registry schemas",
      "aws:glue/schema:Schema schemas-schema-stock-moved schemas",
    ]);
    expect(inputs(plan, "schemas-registry")).toStrictEqual({
      registryName: "prod-eu-central-1",
      description: "Schemas of the records of the streams",
      tags: { ...tags, Name: "schemas-registry" },
    });
    expect(inputs(plan, "schemas-schema-stock-moved")).toStrictEqual({
      schemaName: "stock-moved",
      registryArn: plan.outputs["registryArn"],
      dataFormat: "JSON",
      compatibility: "BACKWARD",
      schemaDefinition: TEXT,
      tags: { ...tags, Name: "schemas-schema-stock-moved" },
    });
    expect(SCHEMA_DEFAULTS).toStrictEqual({ compatibility: "BACKWARD", protect: true });
    expect(plan.outputs["registryName"]).toBe("prod-eu-central-1");
    expect(Object.keys(plan.outputs["schemaArns"] ?? {})).toStrictEqual(["stock-moved"]);
  });

  it("keeps them from deletion by default, and not where it is told otherwise", async () => {
    for (const { options } of children(await planRegistry(minimal))) {
      expect(options).toMatchObject({ protect: true, retainOnDelete: true, deleteBeforeReplace: true });
    }
    const disposable = children(await planRegistry({ ...minimal, protect: false }));
    expect(disposable.filter(({ options }) => (options.protect ?? options.retainOnDelete) === true)).toStrictEqual([]);
  });

  it("creates what it is customised to, in the region it is given", async () => {
    const plan = await planRegistry({
      ...minimal,
      region: "eu-west-1",
      schemas: { "stock-moved": { definition, compatibility: "FULL", description: "Stock moved" } },
    });
    expect(inputs(plan, "schemas-schema-stock-moved")).toMatchObject({
      region: "eu-west-1",
      compatibility: "FULL",
      description: "Stock moved",
    });
    expect(inputs(plan, "schemas-registry")).toMatchObject({ region: "eu-west-1" });
  });

  it("plans schemas in the order of their names, whatever the order they are given in", () => {
    const schemas = { "stock-moved": { definition }, "order-placed": { definition } };
    expect(planSchemaRegistry({ registryName: "prod", schemas }).map(({ name }) => name)).toStrictEqual([
      "order-placed",
      "stock-moved",
    ]);
  });
});

/** A schema from outside, in a dialect that the type would not let in. */
const otherDialect = JSON.parse(
  '{"stock-moved":{"definition":{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","properties":{}}}}',
) as SchemaRegistryArgs["schemas"];

const rows: readonly (readonly [string, Partial<SchemaRegistryArgs>, string])[] = [
  [
    "a registry with a slash in its name",
    { registryName: "prod/eu" },
    'registryName is "prod/eu", expected 1 to 255 letters, digits, dashes, underscores, dots, $ or #; choose the name by which producers and consumers find the registry',
  ],
  [
    "a registry without a schema",
    { schemas: {} },
    "schemas is {}, expected one schema or more; describe the records of the streams",
  ],
  [
    "a schema with a space in its name",
    { schemas: { "stock moved": { definition } } },
    'schemas is ["stock moved"], expected names of 1 to 255 letters, digits, dashes, underscores, dots, $ or #; rename the schemas',
  ],
  [
    "a dialect in which versions are not compared",
    { schemas: otherDialect },
    'schemas is {"stock-moved":"https://json-schema.org/draft/2020-12/schema"}, expected a $schema of http://json-schema.org/draft-04/schema#, http://json-schema.org/draft-06/schema#, http://json-schema.org/draft-07/schema#; write them in a dialect in which the registry compares versions',
  ],
  [
    "a schema larger than the registry takes",
    { schemas: { "stock-moved": { definition: { ...definition, title: "é".repeat(85_000) } } } },
    'schemas is ["stock-moved"], expected at most 170000 bytes each; split the records into kinds',
  ],
  [
    "an empty description",
    { schemas: { "stock-moved": { definition, description: "" } } },
    'schemas is {"stock-moved":""}, expected a description of 1 to 2048 characters on one line; say in a sentence what the records are',
  ],
];

describe("the refusals of SchemaRegistry", () => {
  it("accept the arguments that the cases below start from", () => {
    expect(schemaRegistryRefusals.filter(({ when }) => when(minimal))).toStrictEqual([]);
  });

  it.each(rows)("refuses %s", (_, change, message) => {
    const refused = refusalOf(() => new SchemaRegistry("schemas", { ...minimal, ...change }));
    expect(refused).toBe(`schema registry "schemas": ${message}`);
  });

  it("have a case for every row", () => {
    const fired = rows.map(([, change]) =>
      schemaRegistryRefusals.findIndex(({ when }) => when({ ...minimal, ...change })),
    );
    expect(fired).toStrictEqual([...schemaRegistryRefusals.keys()]);
  });

  it("refuse several problems at once", () => {
    const message = refusalOf(() => new SchemaRegistry("schemas", { ...minimal, registryName: "", schemas: {} }));
    expect(message.split("\n")).toHaveLength(2);
  });
});
