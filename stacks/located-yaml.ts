import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import type { Path } from "./problems";

/** A YAML text that remembers where its values stand. */
export interface LocatedYaml {
  /** The whole text as plain data. */
  readonly data: unknown;
  /** What keeps the text from being read. */
  readonly errors: readonly YamlFault[];
  /** Line of a value; where it is missing, of the nearest thing around it. */
  readonly lineOf: (path: Path) => number;
  /** The value at a path. */
  readonly valueAt: (path: Path) => unknown;
}

/** A fault of the text itself. */
export interface YamlFault {
  /** Its line. */
  readonly line: number;
  /** What is wrong, as the parser says it. */
  readonly message: string;
}

/** One step down: where the next value is written, and the value. */
interface Step {
  readonly offset: number;
  readonly node: Node | undefined;
}

/** Reads a YAML text and keeps the lines of its values. */
export function readYaml(text: string): LocatedYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const errors = document.errors.map(({ pos: [start], message }) => ({ line: lines.linePos(start).line, message }));
  const descend = (from: Node | undefined, part: string | number): Step | undefined =>
    step(isAlias(from) ? from.resolve(document) : from, part);
  const data: unknown = errors.length === 0 ? document.toJS() : undefined;
  return {
    data,
    errors,
    lineOf: (path) => {
      let offset = document.contents?.range[0] ?? 0;
      let node: Node | undefined = document.contents ?? undefined;
      for (const part of path) {
        const next = descend(node, part);
        if (next === undefined) {
          break;
        }
        ({ offset, node } = next);
      }
      return lines.linePos(offset).line;
    },
    valueAt: (path) => path.reduce<unknown>(memberOf, data),
  };
}

function step(node: Node | undefined, part: string | number): Step | undefined {
  if (isMap<Node, Node>(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
    return pair === undefined ? undefined : { offset: pair.key.range?.[0] ?? 0, node: pair.value ?? undefined };
  }
  const item = isSeq<Node>(node) ? node.items[Number(part)] : undefined;
  return item === undefined ? undefined : { offset: item.range?.[0] ?? 0, node: item };
}

function memberOf(value: unknown, part: string | number): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, part) : undefined;
}
