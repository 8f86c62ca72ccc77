// Keeps the part of this release that talks to the database, as the release before for the migrations to come:
// node bundle-release.mjs. It is run with each release, before the first migration that is written after it.
import { readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
const service = path.join(here, "..", "..");
const last = readdirSync(path.join(service, "migrations"))
  .filter((name) => name.endsWith(".sql"))
  .sort()
  .at(-1)
  ?.slice(0, 4);

await build({
  stdin: {
    contents:
      'export { executeSplitting } from "./batch"; export { findReservation, findStock, openPool } from "./storage";',
    resolveDir: path.join(service, "src"),
  },
  outfile: path.join(here, "releases", `knows-${last}.cjs`),
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  packages: "external",
  banner: { js: "// Written by bundle-release.mjs: what a release sent to the database. Not to be changed." },
});
