import { z } from "zod";
import { DATA_CLASSES, type DataClass } from "../../facts/tag-schema";

/** The service's OpenAPI document, version 3, as it is parsed from JSON or YAML. */
export type OpenApiDocument = Readonly<Record<string, unknown>>;

/** Methods that an operation can have. */
export const METHODS = ["get", "put", "post", "delete", "patch", "head", "options"] as const;

/** Key by which an operation declares the class of data in its response: one of {@link DATA_CLASSES}. */
export const DATA_CLASS_KEY = "x-data-class";

/** A parameter that clients send beside the body. */
export interface ApiParameter {
  readonly name: string;
  readonly in: "path" | "query" | "header" | "cookie";
  readonly required: boolean;
}

/** One operation of the document. */
export interface ApiOperation {
  /** Its id; empty where the document gives none. */
  readonly operationId: string;
  readonly method: (typeof METHODS)[number];
  readonly path: string;
  readonly parameters: readonly ApiParameter[];
  /** Class of data in its response; personal where the document does not say. */
  readonly dataClass: DataClass;
  /** Whether the document demands credentials for it. */
  readonly hasSecurity: boolean;
  /** Status codes that it declares. */
  readonly statuses: readonly string[];
}

/** What a document says, or why it cannot be read. */
export type ReadDocument =
  | { readonly operations: readonly ApiOperation[]; readonly title: string; readonly version: string }
  | { readonly problem: string };

const parameter = z.object({
  name: z.string().min(1),
  in: z.enum(["path", "query", "header", "cookie"]),
  required: z.boolean().default(false),
});
const reference = z.object({ $ref: z.string() });
const parameters = z.array(z.union([reference, parameter])).default([]);
const security = z.array(z.record(z.string(), z.array(z.string())));
const operation = z.object({
  operationId: z.string().default(""),
  parameters,
  responses: z.record(z.string(), z.unknown()),
  security: security.optional(),
  [DATA_CLASS_KEY]: z.enum(DATA_CLASSES).default("personal"),
});
const pathItem = z.object({
  parameters,
  ...Object.fromEntries(METHODS.map((method) => [method, operation.optional()])),
});
const schema = z.object({
  openapi: z.string().regex(/^3\.[01]\.\d+$/),
  info: z.object({ title: z.string().min(1), version: z.string().min(1) }),
  paths: z.record(z.string().startsWith("/"), pathItem),
  security: security.default([]),
  components: z.object({ parameters: z.record(z.string(), parameter).default({}) }).default({ parameters: {} }),
});

type Document = z.infer<typeof schema>;
type Operation = z.infer<typeof operation>;

/** Reads the part of a document that a gateway needs; what is beside it stays the service's. */
export function readDocument(document: OpenApiDocument): ReadDocument {
  const parsed = schema.safeParse(document);
  if (!parsed.success) {
    return { problem: parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ") };
  }
  const { info, paths } = parsed.data;
  const found = Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const declared = operation.safeParse(Reflect.get(item, method));
      return declared.success ? [{ path, method, declared: declared.data, shared: item.parameters }] : [];
    }),
  );
  const lost = found.flatMap(({ declared, shared }) => dangling([...shared, ...declared.parameters], parsed.data));
  if (lost.length > 0) {
    return { problem: `${[...new Set(lost)].join(", ")} refers to no parameter of components.parameters` };
  }
  return { ...info, operations: found.map((each) => operationOf(each, parsed.data)) };
}

interface Found {
  readonly path: string;
  readonly method: (typeof METHODS)[number];
  readonly declared: Operation;
  readonly shared: z.infer<typeof parameters>;
}

function operationOf({ path, method, declared, shared }: Found, document: Document): ApiOperation {
  const all = [...shared, ...declared.parameters].flatMap((each) => resolve(each, document));
  const byPlace = new Map(all.map((each) => [`${each.in} ${each.name}`, each]));
  return {
    operationId: declared.operationId,
    method,
    path,
    parameters: [...byPlace.values()],
    dataClass: declared[DATA_CLASS_KEY],
    hasSecurity: (declared.security ?? document.security).some((scheme) => Object.keys(scheme).length > 0),
    statuses: Object.keys(declared.responses),
  };
}

function resolve(declared: z.infer<typeof parameters>[number], document: Document): readonly ApiParameter[] {
  if (!("$ref" in declared)) {
    return [declared];
  }
  const found = document.components.parameters[nameOf(declared.$ref)];
  return found === undefined ? [] : [found];
}

function dangling(declared: z.infer<typeof parameters>, document: Document): readonly string[] {
  return declared.flatMap((each) => ("$ref" in each && resolve(each, document).length === 0 ? [each.$ref] : []));
}

function nameOf(ref: string): string {
  return ref.replace("#/components/parameters/", "");
}
