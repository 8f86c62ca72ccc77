import { uuidV7 } from "../storage/requests";

/** What is read of a JSON Schema. */
interface Schema {
  readonly $ref?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema: Schema;
}

/** What is read of an OpenAPI document. */
export interface Document {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly parameters?: readonly Parameter[];
            readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
          }
        >
      >
    >
  >;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

/** A request, and where the canary is in it. */
export interface Sent {
  readonly method: string;
  readonly route: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly at: string;
}

type Place = readonly (string | number)[];

/** A value that a request without a canary has, and where. */
interface Leaf {
  readonly place: Place;
  /** Whether it is an object, which may get one more member. */
  readonly isObject: boolean;
}

/** What goes into a text of a name, so that requests are about the same stock; and what may, into any other. */
const NAMED: Readonly<Record<string, string>> = {
  sku: "mug",
  location: "berlin",
  channel: "web",
  from: "berlin",
  to: "turin",
};
const CANDIDATES = (): readonly string[] => [
  ...[uuidV7(), "mug", "mug-00000001", "2026-01-02T03:04:05.000Z", "2026-01-02", "https://shop.example/hook", "1"],
];

/** Headers that nobody asks for, and that callers send nevertheless. */
const UNASKED = [
  ...["user-agent", "referer", "cookie", "from", "x-request-id", "x-correlation-id", "traceparent", "tracestate"],
  ...["baggage", "x-forwarded-for", "x-tenant"],
];

/** Requests of every operation of a document: one without the canary, and one for each place that may have it. */
export function requestsOf(document: Document, canary: string): readonly Sent[] {
  return Object.entries(document.paths).flatMap(([route, operations]) =>
    Object.entries(operations).flatMap(([method, { parameters = [], requestBody }]) => {
      const schema = requestBody?.content["application/json"]?.schema;
      const operation = { method: method.toUpperCase(), route, parameters, document };
      const [first, ...others] = schema === undefined ? [] : alternativesOf(document, schema);
      return [
        ...variants({ ...operation, schema: first }, canary),
        ...others.flatMap((other) => inBody({ ...operation, schema: other }, other, canary)),
      ];
    }),
  );
}

/** A schema with one of its alternatives each time, until each has had its turn. */
function alternativesOf(document: Document, schema: Schema): readonly Schema[] {
  return Array.from({ length: turnsOf(document, schema) }, (_, turn) => chosen(document, schema, turn));
}

function optionsOf({ anyOf, oneOf }: Schema): readonly Schema[] {
  return anyOf ?? oneOf ?? [];
}

function resolved(document: Document, schema: Schema): Schema {
  return document.components?.schemas?.[schema.$ref?.split("/").at(-1) ?? ""] ?? schema;
}

function insideOf(schema: Schema): readonly Schema[] {
  const { items, properties = {}, additionalProperties: more } = schema;
  return [
    ...(items === undefined ? [] : [items]),
    ...Object.values(properties),
    ...(typeof more === "object" ? [more] : []),
  ];
}

/** After how many turns each alternative has had one, those within alternatives too. */
function turnsOf(document: Document, schema: Schema): number {
  const whole = resolved(document, schema);
  const options = optionsOf(whole);
  const most = (some: readonly Schema[]): number => Math.max(1, ...some.map((each) => turnsOf(document, each)));
  return Math.max(options.length * most(options), most(insideOf(whole)));
}

function chosen(document: Document, schema: Schema, turn: number): Schema {
  const whole = resolved(document, schema);
  const options = optionsOf(whole);
  const option = options[turn % Math.max(1, options.length)];
  if (option !== undefined) {
    return chosen(document, option, Math.floor(turn / options.length));
  }
  const { items, properties, additionalProperties: more } = whole;
  return {
    ...whole,
    ...(items === undefined ? {} : { items: chosen(document, items, turn) }),
    ...(properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(properties).map(([name, each]) => [name, chosen(document, each, turn)]),
          ),
        }),
    ...(typeof more === "object" ? { additionalProperties: chosen(document, more, turn) } : {}),
  };
}

interface Operation {
  readonly method: string;
  readonly route: string;
  readonly parameters: readonly Parameter[];
  readonly schema: Schema | undefined;
  readonly document: Document;
}

function variants(operation: Operation, canary: string): readonly Sent[] {
  const { parameters, schema } = operation;
  const plain = (at: string, changed: Partial<Parts> = {}): Sent =>
    sent(operation, at, { ...partsOf(operation), ...changed });
  const ofParameters = parameters.map(({ name, in: where }) => {
    const parts = partsOf(operation);
    const group = where === "query" ? "query" : where === "path" ? "path" : "headers";
    return plain(`${where} ${name}`, { [group]: { ...parts[group], [name]: canary } });
  });
  const unasked = UNASKED.map((name) =>
    plain(`header ${name}`, { headers: { ...partsOf(operation).headers, [name]: canary } }),
  );
  return [
    plain("nowhere"),
    ...ofParameters,
    ...unasked,
    plain("query, one more", { query: { ...partsOf(operation).query, [canary]: canary } }),
    plain("body, no JSON", { body: `{"${canary}": ${canary}` }),
    plain("body, another type", { body: JSON.stringify(canary) }),
    ...(schema === undefined ? [] : inBody(operation, schema, canary)),
  ];
}

function inBody(operation: Operation, schema: Schema, canary: string): readonly Sent[] {
  const whole = sample(operation.document, schema, "body");
  return leavesOf(whole).flatMap(({ place, isObject }) => {
    const at = `body /${place.join("/")}`;
    const parts = partsOf(operation);
    const put = (text: string, value: unknown, where: Place): Sent =>
      sent(operation, text, { ...parts, body: JSON.stringify(changedAt(fresh(operation), where, value)) });
    return isObject
      ? [put(`${at}, one more member`, canary, [...place, "remark"]), put(`${at}, as a name`, 1, [...place, canary])]
      : [put(at, canary, place)];
  });
}

/** A body of its own for each request: ids that were used are refused. */
function fresh({ document, schema }: Operation): unknown {
  return schema === undefined ? undefined : sample(document, schema, "body");
}

interface Parts {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

function partsOf(operation: Operation): Parts {
  const of = (where: string): Record<string, string> =>
    Object.fromEntries(
      operation.parameters
        .filter((each) => each.in === where)
        .map(({ name, schema }) => [name, String(sample(operation.document, schema, name))]),
    );
  const body = fresh(operation);
  return {
    path: of("path"),
    query: of("query"),
    headers: of("header"),
    body: body === undefined ? undefined : JSON.stringify(body),
  };
}

function sent({ method, route }: Operation, at: string, { path, query, headers, body }: Parts): Sent {
  const filled = route.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(path[name] ?? ""));
  const asked = new URLSearchParams(query).toString();
  return {
    method,
    route,
    path: asked === "" ? filled : `${filled}?${asked}`,
    headers,
    body: method === "GET" ? undefined : body,
    at,
  };
}

/** A value that a schema allows, with all of its members. */
function sample(document: Document, schema: Schema, name: string): unknown {
  if (schema.$ref !== undefined) {
    const found = document.components?.schemas?.[schema.$ref.split("/").at(-1) ?? ""];
    return found === undefined ? undefined : sample(document, found, name);
  }
  const [option] = optionsOf(schema);
  if (option !== undefined) {
    return sample(document, option, name);
  }
  return schema.const ?? schema.enum?.[0] ?? sampleOfType(document, schema, name);
}

function sampleOfType(document: Document, schema: Schema, name: string): unknown {
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case "object":
      return sampleObject(document, schema);
    case "array":
      return [sample(document, schema.items ?? {}, name === "locations" ? "location" : name)];
    case "string":
      return sampleText(schema, name);
    default:
      return samplePlain(schema);
  }
}

function samplePlain({ type, minimum = 1 }: Schema): unknown {
  if (type === "boolean") {
    return true;
  }
  return type === "integer" || type === "number" ? Math.max(minimum, 1) : null;
}

function sampleObject(document: Document, { properties = {}, additionalProperties }: Schema): unknown {
  const members = Object.entries(properties).map(([name, each]) => [name, sample(document, each, name)]);
  const more = typeof additionalProperties === "object" && Object.keys(additionalProperties).length > 0;
  return Object.fromEntries(more ? [...members, ["web", sample(document, additionalProperties, "web")]] : members);
}

function sampleText({ pattern, format }: Schema, name: string): string {
  const form = pattern === undefined ? /^/ : new RegExp(pattern, "u");
  const named = NAMED[name];
  const dated = format === "date-time" ? "2026-01-02T03:04:05.000Z" : undefined;
  const found = [named, dated, ...CANDIDATES()].find((text) => text !== undefined && form.test(text));
  if (found === undefined) {
    throw new Error(`no value for ${name} of the form ${pattern ?? "any"} is known: add one to the candidates`);
  }
  return found;
}

function leavesOf(value: unknown, place: Place = []): readonly Leaf[] {
  if (Array.isArray(value)) {
    return value.flatMap((each, index) => leavesOf(each, [...place, index]));
  }
  if (typeof value === "object" && value !== null) {
    const inside = Object.entries(value).flatMap(([name, each]) => leavesOf(each, [...place, name]));
    return [{ place, isObject: true }, ...inside];
  }
  return [{ place, isObject: false }];
}

function changedAt(value: unknown, [first, ...rest]: Place, into: unknown): unknown {
  if (first === undefined) {
    return into;
  }
  if (Array.isArray(value)) {
    return value.map((each: unknown, index) => (index === first ? changedAt(each, rest, into) : each));
  }
  const members = typeof value === "object" && value !== null ? value : {};
  const before = Object.entries(members).find(([name]) => name === first)?.[1];
  return { ...members, [first]: changedAt(before, rest, into) };
}
