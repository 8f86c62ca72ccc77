import type { Refusal } from "../core/refusal";

/** What JSON can say. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | {
      /** A member. */
      readonly [member: string]: JsonValue;
    };

/** Dialects of JSON Schema that the Glue schema registry compares versions in. */
export const SCHEMA_DIALECTS = [
  "http://json-schema.org/draft-04/schema#",
  "http://json-schema.org/draft-06/schema#",
  "http://json-schema.org/draft-07/schema#",
] as const;

/** What a record of one kind looks like. */
export interface JsonSchema {
  /** Dialect, one of {@link SCHEMA_DIALECTS}. */
  readonly $schema: (typeof SCHEMA_DIALECTS)[number];
  /** A record is an object. */
  readonly type: "object";
  /** What a member looks like, by its name. */
  readonly properties: Readonly<Record<string, JsonValue>>;
  /** Any other keyword of the dialect. */
  readonly [keyword: string]: JsonValue;
}

/** Which new versions of a schema are let in. */
export type SchemaCompatibility = "BACKWARD" | "BACKWARD_ALL" | "FORWARD" | "FORWARD_ALL" | "FULL" | "FULL_ALL";

/** One schema. */
export interface SchemaSettings {
  /** The schema, as data. */
  readonly definition: JsonSchema;
  /**
   * Which new versions are let in: `BACKWARD` lets whoever reads by the new one read what was written by the last.
   *
   * @default "BACKWARD"
   */
  readonly compatibility?: SchemaCompatibility;
  /**
   * What the records are, in a sentence.
   *
   * @default - none
   */
  readonly description?: string;
}

/** What decides the shape of a schema registry. */
export interface SchemaRegistryPlanArgs {
  /** Physical name of the registry, by which producers and consumers find it. */
  readonly registryName: string;
  /** Schemas by name; one for each kind of record. */
  readonly schemas: Readonly<Record<string, SchemaSettings>>;
}

/** A schema, with every choice made. */
export interface PlannedSchema {
  readonly name: string;
  readonly compatibility: SchemaCompatibility;
  readonly definition: string;
  readonly description: string | undefined;
}

/** What a schema gets where its settings leave the choice open. */
export const SCHEMA_DEFAULTS = { compatibility: "BACKWARD", protect: true } as const satisfies {
  readonly compatibility: SchemaCompatibility;
  readonly protect: boolean;
};

/**
 * Largest schema that the registry takes.
 *
 * Source: https://docs.aws.amazon.com/glue/latest/dg/schema-registry.html#schema-registry-quotas (read 2026-11-24).
 */
export const MAX_SCHEMA_BYTES = 170_000;

const NAME = /^[a-zA-Z0-9$_.#-]{1,255}$/;
const SENTENCE = /^[^\r\n]{1,2048}$/;

/** Plans the schemas of a registry, sorted by name. */
export function planSchemaRegistry({ schemas }: SchemaRegistryPlanArgs): readonly PlannedSchema[] {
  return Object.entries(schemas)
    .map(([name, { compatibility, definition, description }]) => ({
      name,
      compatibility: compatibility ?? SCHEMA_DEFAULTS.compatibility,
      definition: JSON.stringify(definition),
      description,
    }))
    .toSorted((left, right) => left.name.localeCompare(right.name));
}

/** Reasons to refuse a schema registry. */
export const schemaRegistryRefusals: readonly Refusal<SchemaRegistryPlanArgs>[] = [
  {
    when: ({ registryName }) => !NAME.test(registryName),
    say: ({ registryName }) => ({
      arg: "registryName",
      got: registryName,
      expected: "1 to 255 letters, digits, dashes, underscores, dots, $ or #",
      change: "choose the name by which producers and consumers find the registry",
    }),
  },
  {
    when: ({ schemas }) => Object.keys(schemas).length === 0,
    say: () => ({
      arg: "schemas",
      got: {},
      expected: "one schema or more",
      change: "describe the records of the streams",
    }),
  },
  {
    when: ({ schemas }) => Object.keys(schemas).some((name) => !NAME.test(name)),
    say: ({ schemas }) => ({
      arg: "schemas",
      got: Object.keys(schemas).filter((name) => !NAME.test(name)),
      expected: "names of 1 to 255 letters, digits, dashes, underscores, dots, $ or #",
      change: "rename the schemas",
    }),
  },
  {
    when: (args) => named(args, isOtherDialect).length > 0,
    say: (args) => ({
      arg: "schemas",
      got: Object.fromEntries(
        named(args, isOtherDialect).map((name) => [name, args.schemas[name]?.definition.$schema]),
      ),
      expected: `a $schema of ${SCHEMA_DIALECTS.join(", ")}`,
      change: "write them in a dialect in which the registry compares versions",
    }),
  },
  {
    when: (args) => named(args, isTooLarge).length > 0,
    say: (args) => ({
      arg: "schemas",
      got: named(args, isTooLarge),
      expected: `at most ${MAX_SCHEMA_BYTES} bytes each`,
      change: "split the records into kinds",
    }),
  },
  {
    when: (args) => named(args, isMisdescribed).length > 0,
    say: (args) => ({
      arg: "schemas",
      got: Object.fromEntries(named(args, isMisdescribed).map((name) => [name, args.schemas[name]?.description])),
      expected: "a description of 1 to 2048 characters on one line",
      change: "say in a sentence what the records are",
    }),
  },
];

function named({ schemas }: SchemaRegistryPlanArgs, isMeant: (settings: SchemaSettings) => boolean): readonly string[] {
  return Object.entries(schemas)
    .filter(([, settings]) => isMeant(settings))
    .map(([name]) => name);
}

function isOtherDialect({ definition }: SchemaSettings): boolean {
  return !SCHEMA_DIALECTS.includes(definition.$schema);
}

function isTooLarge({ definition }: SchemaSettings): boolean {
  return new TextEncoder().encode(JSON.stringify(definition)).length > MAX_SCHEMA_BYTES;
}

function isMisdescribed({ description }: SchemaSettings): boolean {
  return description !== undefined && !SENTENCE.test(description);
}
