import fs from "node:fs";
import path from "node:path";
import { parseDocument } from "yaml";
import type { z } from "zod";
import { InputError, type InputProblem } from "../input-error";

/**
 * Reads a YAML file and checks its shape.
 * @throws InputError with all problems: unreadable, not YAML, or not of the shape
 */
export function readYaml<Schema extends z.ZodType>(file: string, schema: Schema): z.infer<Schema> {
  const where = path.relative(process.cwd(), file);
  const document = parseDocument(readText(file));
  if (document.errors.length > 0) {
    throw new InputError(document.errors.map(({ message }) => ({ where, message, fix: "correct the YAML" })));
  }
  const result = schema.safeParse(document.toJS() ?? {});
  if (result.success) {
    return result.data;
  }
  throw new InputError(result.error.issues.map((issue) => problemOf(where, issue)));
}

/**
 * The text of a file.
 * @throws InputError where it cannot be read
 */
export function readText(file: string): string {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    const where = path.relative(process.cwd(), file);
    throw new InputError([{ where, message: "cannot be read", fix: "check the path" }]);
  }
}

function problemOf(where: string, issue: z.core.$ZodIssue): InputProblem {
  const place = issue.path.join(".");
  const message = `${issue.message.charAt(0).toLowerCase()}${issue.message.slice(1)}`;
  return { where, ...(place !== "" && { path: place }), message, fix: "correct the value" };
}
