/** Writes the JSON Schema of environment files, by which editors complete and check them. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { environmentJsonSchema } from "../stacks/environment-schema";

const SCHEMA_FILE = join(__dirname, "..", "stacks", "environments", "environment.schema.json");

async function write(): Promise<void> {
  const style = await resolveConfig(SCHEMA_FILE);
  writeFileSync(SCHEMA_FILE, await format(JSON.stringify(environmentJsonSchema()), { ...style, parser: "json" }));
}

void write();
