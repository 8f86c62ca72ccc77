import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { planSchemaRegistry, SCHEMA_DEFAULTS, schemaRegistryRefusals } from "./schema-registry.plan";
import type { PlannedSchema, SchemaRegistryPlanArgs } from "./schema-registry.plan";

/** Arguments of {@link SchemaRegistry}. */
export interface SchemaRegistryArgs extends ComponentArgs, SchemaRegistryPlanArgs {
  /**
   * Region of the registry.
   *
   * @default - the provider's region
   */
  readonly region?: string;
  /**
   * Whether Pulumi keeps the registry and its schemas from deletion.
   *
   * @default true
   */
  readonly protect?: boolean;
}

/**
 * What the records of the streams look like: a Glue schema registry with JSON Schemas whose new versions have to let
 * readers read what was written before.
 *
 * Creates:
 * - the registry
 * - a schema for each kind of record, in JSON Schema, backward compatible
 *
 * Costs at defaults: unpriced. service-prices-us-east-1.json (2024-07-01) has no row for the schema registry.
 *
 * Does not: make producers validate what they write, which is their serializer's; delete versions; copy schemas to
 * another region: each region's registry is made from the same data; encrypt by a customer key, which Glue does not
 * offer here, so that a schema must not hold personal data, in examples or enumerations.
 *
 * @example
 * new SchemaRegistry("schemas", {
 *   registryName: "prod-eu-central-1",
 *   schemas: {
 *     "stock-moved": {
 *       definition: {
 *         $schema: "http://json-schema.org/draft-07/schema#",
 *         type: "object",
 *         properties: { sku: { type: "string" }, quantity: { type: "integer" } },
 *         required: ["sku", "quantity"],
 *       },
 *     },
 *   },
 *   tags,
 * });
 */
export class SchemaRegistry extends Component {
  /** Name by which producers and consumers find the registry. */
  readonly registryName: pulumi.Output<string>;
  /** ARN of the registry, which `glue:GetSchemaVersion` is given on. */
  readonly registryArn: pulumi.Output<string>;
  /** ARN of each schema. */
  readonly schemaArns: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: SchemaRegistryArgs, opts?: pulumi.ComponentResourceOptions) {
    const component = `schema registry "${name}"`;
    super("inventory:stream:SchemaRegistry", name, checkArgs(component, args, schemaRegistryRefusals), opts);
    const registry = this.createRegistry(args);
    const schemas = planSchemaRegistry(args).map(
      (schema) => [schema.name, this.createSchema(schema, args, registry)] as const,
    );

    this.registryName = registry.registryName;
    this.registryArn = registry.arn;
    this.schemaArns = Object.fromEntries(schemas.map(([schemaName, { arn }]) => [schemaName, arn]));
    this.registerOutputs({
      registryName: this.registryName,
      registryArn: this.registryArn,
      schemaArns: this.schemaArns,
    });
  }

  private createRegistry(args: SchemaRegistryArgs): aws.glue.Registry {
    return new aws.glue.Registry(
      this.childName("registry"),
      {
        registryName: args.registryName,
        region: args.region,
        description: "Schemas of the records of the streams",
        tags: this.childTags("registry"),
      },
      this.statefulOptions(args),
    );
  }

  private createSchema(schema: PlannedSchema, args: SchemaRegistryArgs, registry: aws.glue.Registry): aws.glue.Schema {
    const role = `schema-${schema.name}`;
    return new aws.glue.Schema(
      this.childName(role),
      {
        schemaName: schema.name,
        region: args.region,
        registryArn: registry.arn,
        dataFormat: "JSON",
        compatibility: schema.compatibility,
        schemaDefinition: schema.definition,
        ...(schema.description === undefined ? {} : { description: schema.description }),
        tags: this.childTags(role),
      },
      this.statefulOptions(args),
    );
  }

  /** Options of the children that hold versions under an explicit name. */
  private statefulOptions({ protect }: SchemaRegistryArgs): pulumi.CustomResourceOptions {
    const kept = protect ?? SCHEMA_DEFAULTS.protect;
    return this.childOptions({ protect: kept, retainOnDelete: kept, deleteBeforeReplace: true });
  }
}
