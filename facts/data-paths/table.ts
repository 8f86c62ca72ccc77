import { AWS_PACKAGE_VERSION } from "../aws-type-lists";
import type { InputVerdict, PathKind, PathNames } from "./rule";

/** What is known of an input that can name a place, a store, a receiver or whoever has access. */
export interface DataPath {
  /** Rule that decides. */
  readonly rule: string;
  readonly verdict: InputVerdict;
  /** What kind of way it is; present for paths. */
  readonly kind?: PathKind;
  /** What the value names; present for paths. */
  readonly names?: PathNames;
  /** Why. */
  readonly reason: string;
}

/** An input: what is known of it, or the shape of what it nests. */
export type DataInput = DataPath | { readonly shape: string };

type Row = Readonly<Record<string, string>>;

interface DataPathsFile {
  readonly version: string;
  readonly rules: Readonly<Record<string, Omit<DataPath, "rule">>>;
  readonly types: Readonly<Record<string, Row>>;
  readonly shapes: Readonly<Record<string, Row>>;
}

const NESTS = ">";

let loaded: DataPathsFile | undefined;

/** The inputs of a resource type that were classified, by name; empty where it has none or is not known. */
export function dataInputsOf(type: string): ReadonlyMap<string, DataInput> {
  return inputsIn(table().types, type);
}

/** The inputs of a nested shape that were classified, by name. */
export function dataInputsOfShape(shape: string): ReadonlyMap<string, DataInput> {
  return inputsIn(table().shapes, shape);
}

/** Whether the classification knows a type. A type that is newer knows nothing of its own ways. */
export function isClassifiedType(type: string): boolean {
  return Object.hasOwn(table().types, type);
}

/** Types that were classified, sorted. */
export function classifiedTypes(): readonly string[] {
  return Object.keys(table().types);
}

/** How many inputs were classified as what. */
export function dataPathCounts(): Readonly<Record<InputVerdict, number>> {
  const { rules, types, shapes } = table();
  const verdicts = [types, shapes]
    .flatMap((rows) => Object.values(rows).flatMap((row) => Object.values(row)))
    .map((id) => rules[id]?.verdict);
  const count = (verdict: InputVerdict): number => verdicts.filter((one) => one === verdict).length;
  return { path: count("path"), control: count("control"), none: count("none") };
}

const maps = new Map<Row, ReadonlyMap<string, DataInput>>();
const NOTHING: ReadonlyMap<string, DataInput> = new Map();

function inputsIn(rows: Readonly<Record<string, Row>>, name: string): ReadonlyMap<string, DataInput> {
  const row = Object.hasOwn(rows, name) ? rows[name] : undefined;
  if (row === undefined) {
    return NOTHING;
  }
  const known = maps.get(row) ?? new Map(Object.entries(row).map(([input, said]) => [input, inputOf(said)]));
  maps.set(row, known);
  return known;
}

function inputOf(said: string): DataInput {
  if (said.startsWith(NESTS)) {
    return { shape: said.slice(NESTS.length) };
  }
  const known = table().rules[said];
  if (known === undefined) {
    throw new Error(`facts/generated/data-paths.json names no rule ${said}; run node scripts/generate-data-paths.mjs`);
  }
  return { rule: said, ...known };
}

function table(): DataPathsFile {
  loaded ??= read();
  return loaded;
}

function read(): DataPathsFile {
  // Required here and not imported: most who import facts never need these 900 KB.
  const file: DataPathsFile = require("../generated/data-paths.json");
  if (file.version !== AWS_PACKAGE_VERSION) {
    throw new Error(
      `facts/generated mixes versions ${file.version} and ${AWS_PACKAGE_VERSION}; run node scripts/generate-data-paths.mjs`,
    );
  }
  return file;
}
