/**
 * Writes the pages of the runbooks into docs/runbooks, and removes those of runbooks that are no more.
 *
 * Usage: node -r ./planner/run/from-source.js scripts/generate-runbooks.ts
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { renderPages } from "../components/runbook/markdown";

const folder = path.join(__dirname, "..", "docs", "runbooks");
const pages = renderPages();

mkdirSync(folder, { recursive: true });
for (const file of readdirSync(folder).filter((name) => !Object.hasOwn(pages, name))) {
  rmSync(path.join(folder, file));
}
for (const [file, text] of Object.entries(pages)) {
  writeFileSync(path.join(folder, file), text);
}
