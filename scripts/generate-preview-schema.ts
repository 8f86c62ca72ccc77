/**
 * Writes the JSON Schema of what `planner preview --format json` prints. With `--check` it writes nothing and fails
 * where the file is not in step.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { previewJsonSchema } from "../planner/report/preview-document";

const SCHEMA_FILE = join(__dirname, "..", "planner", "preview.schema.json");

async function main(check: boolean): Promise<void> {
  const style = await resolveConfig(SCHEMA_FILE);
  const text = await format(JSON.stringify(previewJsonSchema()), { ...style, parser: "json" });
  if (!check) {
    writeFileSync(SCHEMA_FILE, text);
  } else if (readFileSync(SCHEMA_FILE, "utf8") !== text) {
    console.error("planner/preview.schema.json is not in step; run npx ts-node -T scripts/generate-preview-schema.ts");
    process.exitCode = 1;
  }
}

void main(process.argv.includes("--check"));
