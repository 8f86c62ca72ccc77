import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Problem } from "./problems";
import type { Stack } from "./topology";

/** Files that Lambda finds the function `index.handler` in. */
const ENTRIES = ["index.mjs", "index.js"] as const;

/**
 * The functions of a stack whose code is not there, which an engine would say of one alone, and by its path.
 * @param file the environment's file
 */
export function codeProblems(file: string, stack: Stack): Problem[] {
  const functions = stack.kind === "region" ? stack.functions : [];
  return functions
    .filter(({ code }) => !ENTRIES.some((entry) => existsSync(join(code, entry))))
    .map(({ name, code }) => ({
      file,
      path: `functions.${name}.code`,
      got: code,
      expected: `a folder of the project with ${ENTRIES.join(" or ")}`,
      change: "put the code there, or run what builds it",
    }));
}
