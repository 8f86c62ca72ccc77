import * as path from "node:path";

import type { ProgramSource } from "./protocol";

/** A program as both engines take it: a function that constructs the resources and returns the stack's outputs. */
export type Program = () => Promise<Record<string, unknown>>;

/**
 * The program that a source names: the exported function `program` of a file of the corpus, or a project's folder,
 * whose exports are its outputs and which runs with that folder as its working directory.
 */
export function loadProgram(source: ProgramSource): Program {
  if ("corpus" in source) {
    return async () => require(path.join(__dirname, "corpus", source.corpus)).program();
  }
  return async () => {
    process.chdir(source.folder);
    return require(source.folder);
  };
}
