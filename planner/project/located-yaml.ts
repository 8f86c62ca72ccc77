import path from "node:path";
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from "yaml";
import type { z } from "zod";
import { InputError, type InputProblem } from "../input-error";
import { readText } from "./yaml-file";

/** Names and indexes that lead to a value. */
export type YamlPath = readonly (string | number)[];

/** What is wrong at a place of a file. */
export interface Fault {
  readonly path: YamlPath;
  readonly message: string;
  readonly fix: string;
}

/**
 * Reads a YAML file whose schema says of each value what is expected, and tells the line of each problem.
 * @param faultsOf what the shape cannot tell
 * @throws InputError with all problems, each with its line: unreadable, not YAML, of another shape, or senseless
 */
export function readLocatedYaml<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
  faultsOf: (data: z.infer<Schema>) => readonly Fault[],
): z.infer<Schema> {
  const where = path.relative(process.cwd(), file);
  const lines = new LineCounter();
  const document = parseDocument(readText(file), { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): string => `${where}:${lines.linePos(offset).line}`;
  if (document.errors.length > 0) {
    throw new InputError(
      document.errors.map(({ pos: [start], message }) => ({ where: at(start), message, fix: "correct the YAML" })),
    );
  }
  const data: unknown = document.toJS();
  const shape = schema.safeParse(data);
  const faults = shape.success ? faultsOf(shape.data) : shape.error.issues.flatMap((issue) => misshapen(issue, data));
  if (shape.success && faults.length === 0) {
    return shape.data;
  }
  const located = faults.map((fault) => ({ fault, offset: offsetOf(document, fault.path) }));
  throw new InputError(
    located
      .toSorted((one, other) => one.offset - other.offset)
      .map(({ fault, offset }): InputProblem => ({ where: at(offset), ...shown(fault) })),
  );
}

function misshapen(issue: z.core.$ZodIssue, data: unknown): readonly Fault[] {
  const place = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      path: [...place, key],
      message: `is unknown, expected ${issue.message}`,
      fix: "remove it or correct its name",
    }));
  }
  if (issue.code === "invalid_key") {
    return [{ path: place, message: `is a key, expected ${issue.message}`, fix: "rename it" }];
  }
  const got = place.reduce<unknown>(memberOf, data);
  const message = `is ${got === undefined ? "missing" : JSON.stringify(got)}, expected ${issue.message}`;
  return [{ path: place, message, fix: got === undefined ? "add it" : "correct it" }];
}

/** Where a value, with its key, is written; where it is missing, what is around it. */
function offsetOf(document: Document, place: YamlPath): number {
  const last = place.at(-1);
  if (last === undefined) {
    return 0;
  }
  const around = place.slice(0, -1);
  const node = around.length === 0 ? document.contents : document.getIn(around, true);
  const found = isMap<Node>(node)
    ? node.items.find(({ key }) => isScalar(key) && key.value === last)?.key
    : isSeq<Node>(node) && node.items[Number(last)];
  return (isNode(found) ? found.range?.[0] : undefined) ?? offsetOf(document, around);
}

function shown({ path: place, message, fix }: Fault): Omit<InputProblem, "where"> {
  const text = place.reduce<string>(
    (whole, part) => (typeof part === "number" ? `${whole}[${part}]` : whole === "" ? part : `${whole}.${part}`),
    "",
  );
  return { ...(text !== "" && { path: text }), message, fix };
}

function memberOf(value: unknown, part: string | number): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, part) : undefined;
}
