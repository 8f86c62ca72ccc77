import fs from "node:fs";
import path from "node:path";
import { isMap, isNode, isPair, isScalar, isSeq, LineCounter, parseDocument, type Document, type YAMLMap } from "yaml";
import { codeOwnersOf } from "./code-owners";
import type { Exemption, Selector } from "./exemption";
import { fieldProblems, type FieldContext } from "./exemption-fields";
import type { ReadExemptions } from "./exemption-ledger";

/** A file of exemptions, and what is known before it is read. */
export interface ExemptionSource extends FieldContext {
  /** Path of the file, absolute or from the pack's folder. */
  readonly file: string;
}

/**
 * Reads a file of exemptions. One that has any problem exempts from nothing, and tells all its problems, each with its
 * line. A file of restricted exemptions has owners in a CODEOWNERS file besides.
 */
export function readExemptionFile(source: ExemptionSource): ReadExemptions {
  const name = path.basename(source.file);
  const text = textOf(source.file);
  if (text === undefined) {
    return { exemptions: [], problems: [`${name} cannot be read, expected a file of exemptions`] };
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const lineOf = (offset: number | undefined): number => Math.max(1, lines.linePos(offset ?? 0).line);
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ pos: [at], message }) => `${name}:${lineOf(at)}: ${firstLine(message)}`);
    return { exemptions: [], problems };
  }
  const entries = entriesOf(document);
  if (entries === undefined) {
    return { exemptions: [], problems: [`${name}:1: it holds no list named exemptions, and nothing else`] };
  }
  const read = entries.map((entry) => readEntry(entry, { source, name, lineOf }));
  const problems = [...guardProblems(source, name), ...read.flatMap((one) => one.problems), ...repeated(read)];
  return { exemptions: problems.length > 0 ? [] : read.flatMap(({ exemption }) => exemption ?? []), problems };
}

interface Reading {
  readonly source: ExemptionSource;
  readonly name: string;
  readonly lineOf: (offset: number | undefined) => number;
}

interface ReadEntry {
  readonly place: string;
  readonly exemption?: Exemption;
  readonly problems: readonly string[];
}

function readEntry(entry: unknown, { source, name, lineOf }: Reading): ReadEntry {
  if (!isMap(entry)) {
    const place = `${name}:${lineOf(isNode(entry) ? entry.range?.[0] : undefined)}`;
    return { place, problems: [`${place}: an entry is no exemption, expected rule, select and the other fields`] };
  }
  const place = `${name}:${lineOf(entry.range?.[0])}`;
  const fields: Record<string, unknown> = entry.toJSON();
  const problems = fieldProblems(fields, source).map(({ field, message }) => {
    return `${name}:${lineOf(offsetOf(entry, field))}: ${message}`;
  });
  return problems.length > 0 ? { place, problems } : { place, exemption: exemptionOf(fields, place), problems };
}

/** An exemption whose fields have been found right. */
function exemptionOf(fields: Readonly<Record<string, unknown>>, place: string): Exemption {
  const text = (field: string): string => String(fields[field]).replace(/\s+/g, " ").trim();
  return {
    rule: text("rule"),
    select: selectorOf(fields["select"]),
    maxMatches: Number(fields["maxMatches"]),
    reason: text("reason"),
    owner: text("owner"),
    ticket: text("ticket"),
    expires: text("expires"),
    ...(fields["approvedBy"] !== undefined && { approvedBy: text("approvedBy") }),
    place,
  };
}

function selectorOf(given: unknown): Selector {
  const { urn, type, tags }: Selector = Object(given);
  return {
    ...(urn !== undefined && { urn }),
    ...(type !== undefined && { type }),
    ...(tags !== undefined && { tags }),
  };
}

/** Two exemptions from a rule for the same resources would double what they may cover. */
function repeated(entries: readonly ReadEntry[]): string[] {
  const first = new Map<string, string>();
  return entries.flatMap(({ place, exemption }) => {
    if (exemption === undefined) {
      return [];
    }
    const key = JSON.stringify([exemption.rule, exemption.select]);
    const earlier = first.get(key);
    first.set(key, earlier ?? place);
    return earlier === undefined
      ? []
      : [`${place}: it repeats ${earlier}, expected one exemption for a rule and selector`];
  });
}

function guardProblems({ file, isRestricted }: ExemptionSource, name: string): string[] {
  if (!isRestricted || codeOwnersOf(file).length > 0) {
    return [];
  }
  return [
    `${name} has no owners, expected a line for it in CODEOWNERS: its exemptions are about public exposure and residency`,
  ];
}

/** The entries of a file; none where it or its list is empty, `undefined` where it holds something else. */
function entriesOf({ contents }: Document.Parsed): readonly unknown[] | undefined {
  if (isNothing(contents)) {
    return [];
  }
  const pairs = isMap(contents) ? contents.items : [];
  const isNamed = pairs.every(({ key }) => isScalar(key) && key.value === "exemptions");
  const list: unknown = pairs[0]?.value;
  if (pairs.length !== 1 || !isNamed) {
    return undefined;
  }
  return isNothing(list) ? [] : isSeq(list) ? list.items : undefined;
}

function isNothing(node: unknown): boolean {
  return node === null || (isScalar(node) && node.value === null);
}

/** Where a field stands; where it is missing, its entry. */
function offsetOf(entry: YAMLMap, field: string): number | undefined {
  const pair = entry.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === field);
  const key: unknown = pair?.key;
  return (isScalar(key) ? key.range?.[0] : undefined) ?? entry.range?.[0];
}

function firstLine(message: string): string {
  const [first = ""] = message.split("\n");
  return first.replace(/ at line \d+, column \d+:$/, "");
}

function textOf(file: string): string | undefined {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
