import { createHash } from "node:crypto";
import { z } from "zod";
import { DATA_CLASSES } from "../../facts/tag-schema";
import type { FleetResource } from "./fleet";
import { isBound, type Judgement } from "./verdict";

/** Tag by which a stream says which schema its events have: `<name>@<version>`. */
export const SCHEMA_TAG = "schema";

const FieldClass = z.enum(DATA_CLASSES);
const Field = z.looseObject({
  "x-data-class": FieldClass.exactOptional(),
  type: z.unknown().exactOptional(),
  properties: z.record(z.string(), z.unknown()).exactOptional(),
  items: z.unknown().exactOptional(),
  additionalProperties: z.unknown().exactOptional(),
});

/** What is proven of a schema. */
export interface SchemaProof {
  /** `<name>@<version>`. */
  readonly schema: string;
  /** SHA-256 of the file. */
  readonly digest: string;
  /** What is wrong with it; nothing where events of it may leave. */
  readonly problems: readonly string[];
}

/** Finds the text of a schema by its name and version. */
export type SchemaLookup = (schema: string) => string | undefined;

/** Schemas that streams declare, each read and judged once. */
export class SchemaProofs {
  readonly #lookup: SchemaLookup;
  readonly #proofs = new Map<string, SchemaProof>();

  constructor(lookup: SchemaLookup) {
    this.#lookup = lookup;
  }

  /** What was read, by name. */
  get proofs(): readonly SchemaProof[] {
    return [...this.#proofs.values()].sort((one, other) => (one.schema < other.schema ? -1 : 1));
  }

  /** Lets a stream that leaves its zone leave, where its schema proves that no event of it is personal. */
  excuse(judgement: Judgement, stream: FleetResource): Judgement {
    const schema = stream.tags[SCHEMA_TAG];
    const { name } = stream.resource;
    if (schema === undefined) {
      return { ...judgement, because: `${judgement.because}; and ${name} declares no schema of its events` };
    }
    const { problems, digest } = this.#proof(schema);
    return problems.length === 0
      ? { ...judgement, verdict: "declared", because: `events of ${schema} have no personal field (sha256 ${digest})` }
      : { ...judgement, because: `${judgement.because}; and its schema ${schema} ${problems.join(", ")}` };
  }

  #proof(schema: string): SchemaProof {
    const known = this.#proofs.get(schema);
    if (known !== undefined) {
      return known;
    }
    const proof = proveSchema(schema, this.#lookup(schema));
    this.#proofs.set(schema, proof);
    return proof;
  }
}

/** Judges the text of a JSON Schema: every field has a class, none is bound by a regime, and no other field can be sent. */
export function proveSchema(schema: string, text: string | undefined): SchemaProof {
  if (text === undefined) {
    return { schema, digest: "", problems: ["has no file"] };
  }
  const digest = createHash("sha256").update(text).digest("hex");
  return { schema, digest, problems: problemsOf(text) };
}

function problemsOf(text: string): string[] {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return ["is no JSON"];
  }
  return fieldProblems(document, "");
}

/** Problems of an object, a list or a plain field. What is composed or referred to is not followed, and so not proven. */
function fieldProblems(value: unknown, path: string): string[] {
  const read = Field.safeParse(value);
  const at = path === "" ? "its root" : path;
  if (!read.success) {
    return [`says nothing of ${at} that can be read`];
  }
  const field = read.data;
  const composed = ["$ref", "allOf", "anyOf", "oneOf", "patternProperties", "if", "not"].find((key) => key in field);
  if (composed !== undefined) {
    return [`uses ${composed} at ${at}, which is not followed`];
  }
  switch (field.type) {
    case "object":
      return objectProblems(field, path);
    case "array":
      return fieldProblems(field.items, `${path}[]`);
    default:
      return plainProblems(field["x-data-class"], at);
  }
}

function objectProblems({ properties = {}, additionalProperties }: z.infer<typeof Field>, path: string): string[] {
  const open = additionalProperties === false ? [] : [`allows any further field at ${path === "" ? "its root" : path}`];
  const below = Object.entries(properties).flatMap(([name, field]) =>
    fieldProblems(field, path === "" ? name : `${path}.${name}`),
  );
  return [...open, ...below];
}

function plainProblems(dataClass: z.infer<typeof FieldClass> | undefined, at: string): string[] {
  if (dataClass === undefined) {
    return [`gives ${at} no x-data-class`];
  }
  return isBound(dataClass) ? [`has ${at}, which is ${dataClass}`] : [];
}
