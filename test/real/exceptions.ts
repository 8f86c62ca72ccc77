import { isDeepStrictEqual } from "node:util";

import { UNKNOWN } from "../../planner/plan";
import { type Difference, differences, sentence } from "./differences";
import type { StackView } from "./view";

/** A difference that is meant to be there. */
export interface Exception {
  readonly what: string;
  readonly why: string;
  readonly covers: (difference: Difference) => boolean;
}

/** All differences that are meant to be there. A test shows that each of them occurs. */
export const EXCEPTIONS: readonly Exception[] = [
  {
    what: "a provider's `__internal` input",
    why: "the engine's own notes, on how it found the plugin; the program never set it",
    covers: ({ urn, path, planned }) =>
      urn.includes("::pulumi:providers:") && isDeepStrictEqual(path, ["inputs", "__internal"]) && planned === undefined,
  },
  {
    what: "the `hash` of assets and archives",
    why: "the engine reads their content to see later whether it has changed; a plan names where the content lies",
    covers: ({ path, real, planned }) =>
      path[0] === "inputs" && path.at(-1) === "hash" && /^[\da-f]{64}$/.test(String(real)) && planned === undefined,
  },
];

/** One more for plans as applied. */
export const NOT_KNOWN_OFFLINE: Exception = {
  what: "a value that a plan as applied leaves unknown",
  why: "the planner says what it cannot know, such as an address that only the cloud assigns",
  covers: ({ planned }) => planned === UNKNOWN,
};

/** Differences that are not meant to be there, as sentences. */
export function unexplained(real: StackView, planned: StackView, exceptions = EXCEPTIONS): string[] {
  const isCovered = (difference: Difference): boolean => exceptions.some(({ covers }) => covers(difference));
  return differences(real, planned)
    .filter((difference) => !isCovered(difference))
    .map(sentence);
}
