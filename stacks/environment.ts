import { basename } from "node:path";
import type { z } from "zod";
import { environmentRules } from "./rules";
import { environmentSchema, type Environment } from "./environment-schema";
import { readYaml, type LocatedYaml } from "./located-yaml";
import { type Finding, type Problem, renderPath } from "./problems";

/** What an environment file says, or all that is wrong with it. */
export type EnvironmentReading =
  | {
      readonly environment: Environment;
      /** Line of a value in the file. */
      readonly lineOf: LocatedYaml["lineOf"];
      readonly problems?: undefined;
    }
  | { readonly environment?: undefined; readonly problems: readonly Problem[] };

/**
 * Reads and checks the text of an environment file. All problems come at once: what is wrong in one field hides only
 * the rules that need that very field.
 * @param text text of the file
 * @param file its path, for messages; its name without `.yaml` is the environment's name
 */
export function readEnvironment(text: string, file: string): EnvironmentReading {
  const yaml = readYaml(text);
  if (yaml.errors.length > 0) {
    return { problems: yaml.errors.map(({ line, message }) => unreadable(file, line, message)) };
  }
  const shape = environmentSchema.safeParse(yaml.data);
  const misshapen = shape.success ? [] : shape.error.issues.flatMap((issue) => findingsOf(issue, yaml));
  const broken = Object.values(environmentRules).flatMap((rule) => rule(yaml.data, basename(file, ".yaml")));
  const problems = locate([...misshapen, ...broken], yaml, file);
  return shape.success && problems.length === 0 ? { environment: shape.data, lineOf: yaml.lineOf } : { problems };
}

function unreadable(file: string, line: number, message: string): Problem {
  return { file, line, path: "the text", got: message, expected: "YAML", change: "correct its syntax" };
}

function findingsOf(issue: z.core.$ZodIssue, yaml: LocatedYaml): Finding[] {
  const path = issue.path.map((part) => (typeof part === "symbol" ? part.toString() : part));
  const expected = issue.message;
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => {
      const place = [...path, key];
      return { path: place, got: yaml.valueAt(place), expected, change: "remove it or correct its name" };
    });
  }
  if (issue.code === "invalid_key") {
    return [{ path, got: path.at(-1), expected, change: "rename it" }];
  }
  const got = yaml.valueAt(path);
  return [{ path, got, expected, change: got === undefined ? "add it" : "correct it" }];
}

/** Gives findings their lines; one place is reported once, for the first reason. */
function locate(findings: readonly Finding[], yaml: LocatedYaml, file: string): Problem[] {
  const problems = new Map<string, Problem & { readonly line: number }>();
  for (const { path, ...finding } of findings) {
    const place = renderPath(path);
    if (!problems.has(place)) {
      problems.set(place, { file, line: yaml.lineOf(path), path: place === "" ? "the file" : place, ...finding });
    }
  }
  return [...problems.values()].toSorted((one, other) => one.line - other.line);
}
