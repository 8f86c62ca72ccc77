import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type EnvironmentReading, readEnvironment } from "./environment";

/** Ending of an environment file. */
export const ENVIRONMENT_FILE_ENDING = ".yaml";

/** Reads and checks an environment file; a file that is not there is a problem like any other. */
export function readEnvironmentFile(file: string): EnvironmentReading {
  if (existsSync(file)) {
    return readEnvironment(readFileSync(file, "utf8"), file);
  }
  const known = environmentsIn(dirname(file)).map((name) => `${name}${ENVIRONMENT_FILE_ENDING}`);
  return {
    problems: [
      {
        file,
        path: "the file",
        expected: known.length === 0 ? "an environment file" : `one of ${known.join(", ")}`,
        change: "name an environment that exists, or create its file",
      },
    ],
  };
}

/** Path of an environment's file. */
export function environmentFile(folder: string, environment: string): string {
  return join(folder, `${environment}${ENVIRONMENT_FILE_ENDING}`);
}

/** Names of the environments that a folder holds. */
export function environmentsIn(folder: string): readonly string[] {
  return existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith(ENVIRONMENT_FILE_ENDING))
        .map((name) => basename(name, ENVIRONMENT_FILE_ENDING))
        .toSorted()
    : [];
}
