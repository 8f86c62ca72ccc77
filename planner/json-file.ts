import fs from "node:fs";
import { InputError } from "./input-error";

/**
 * Reads a JSON file.
 * @param where what the file is called in the message of a problem
 * @param fix what to do about it
 * @throws InputError where it cannot be read, or is not JSON
 */
export function readJson(file: string, { where, fix }: { readonly where: string; readonly fix: string }): unknown {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch (error) {
    const message = `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
    throw new InputError([{ where, message, fix }]);
  }
}
