/** Writes the JSON Schema of environment files, which editors complete and check them by, from the one in code. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { z } from "zod";
import { environmentSchema } from "../stacks/environment-schema";

const SCHEMA_FILE = join(__dirname, "..", "stacks", "environments", "environment.schema.json");

/** The schema, with the defaults as the file may leave them out. */
export function environmentJsonSchema(): object {
  return z.toJSONSchema(environmentSchema, { target: "draft-7", io: "input", reused: "inline" });
}

async function write(): Promise<void> {
  const style = await resolveConfig(SCHEMA_FILE);
  writeFileSync(SCHEMA_FILE, await format(JSON.stringify(environmentJsonSchema()), { ...style, parser: "json" }));
}

if (require.main === module) {
  void write();
}
