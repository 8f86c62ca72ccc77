import { isDeepStrictEqual } from "node:util";

import type { StackView } from "./view";

/** One place where the planner's view of a stack differs from the real engine's. */
export interface Difference {
  readonly urn: string;
  /** Path below the resource; empty where the whole resource differs. */
  readonly path: readonly string[];
  readonly real: unknown;
  readonly planned: unknown;
}

/** Where the planner's view of a stack differs from the real engine's, in the order of URNs and paths. */
export function differences(real: StackView, planned: StackView): Difference[] {
  return keysOf(real, planned).flatMap((urn) => compare({ urn, path: [], real: real[urn], planned: planned[urn] }));
}

/** A difference as a sentence. */
export function sentence({ urn, path, real, planned }: Difference): string {
  return `${[urn, ...path].join(" ")}: the real engine has ${text(real)}, the planner ${text(planned)}`;
}

function compare(difference: Difference): Difference[] {
  const { urn, path, real, planned } = difference;
  if (isDeepStrictEqual(real, planned)) {
    return [];
  }
  const areComparable = isRecord(real) && isRecord(planned) && lengthOf(real) === lengthOf(planned);
  if (!areComparable) {
    return [difference];
  }
  return keysOf(real, planned).flatMap((key) =>
    compare({ urn, path: [...path, key], real: real[key], planned: planned[key] }),
  );
}

function keysOf(left: object, right: object): string[] {
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].sort();
}

/** An object, or a list by its positions. */
function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** Number of elements of a list; lists of different lengths are not compared by position. */
function lengthOf(value: object): number | undefined {
  return Array.isArray(value) ? value.length : undefined;
}

function text(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}
