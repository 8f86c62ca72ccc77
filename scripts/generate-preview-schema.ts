/**
 * Writes the JSON Schemas of what the planner's `--format json` prints. With `--check` it
 * writes nothing and fails where a file is not in step.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { costJsonSchema } from "../planner/report/cost/document";
import { comparisonJsonSchema } from "../planner/report/comparison/document";
import { findingsJsonSchema } from "../planner/report/findings/document";
import { previewJsonSchema } from "../planner/report/preview-document";
import { simulationJsonSchema } from "../planner/report/simulation/document";
import { previewsJsonSchema } from "../planner/report/previews";
import { residencyJsonSchema } from "../planner/report/residency/document";

const SCHEMAS = {
  "preview.schema.json": previewJsonSchema(),
  "previews.schema.json": previewsJsonSchema(),
  "findings.schema.json": findingsJsonSchema(),
  "cost.schema.json": costJsonSchema(),
  "comparison.schema.json": comparisonJsonSchema(),
  "simulation.schema.json": simulationJsonSchema(),
  "residency.schema.json": residencyJsonSchema(),
};

async function main(check: boolean): Promise<void> {
  for (const [name, schema] of Object.entries(SCHEMAS)) {
    const file = join(__dirname, "..", "planner", name);
    const style = await resolveConfig(file);
    const text = await format(JSON.stringify(schema), { ...style, parser: "json" });
    if (!check) {
      writeFileSync(file, text);
    } else if (readFileSync(file, "utf8") !== text) {
      console.error(
        `planner/${name} is not in step; run node -r ./planner/run/from-source.js scripts/generate-preview-schema.ts`,
      );
      process.exitCode = 1;
    }
  }
}

void main(process.argv.includes("--check"));
