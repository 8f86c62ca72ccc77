// Builds what an image holds: each program as one file that needs nothing but Node, but for DuckDB's own module, and the migrations.
// usage: node build.mjs [FOLDER]; the default is dist/
import { build } from "esbuild";
import fs from "node:fs";
import path from "node:path";
import { BUILD } from "./build-options.mjs";
import { bundlePage } from "./bundle-page.mjs";

/** Programs, and the folders that they are in. */
const PROGRAMS = {
  service: "service",
  reconcile: "reconcile",
  restock: "restock",
  feed: "feed",
  doctor: "doctor",
  failover: "failover",
  keys: "keys",
  parity: "shadow",
};

const here = import.meta.dirname;
const target = path.resolve(process.argv[2] ?? path.join(here, "dist"));

fs.rmSync(target, { recursive: true, force: true });
await build({
  entryPoints: Object.fromEntries(
    Object.entries(PROGRAMS).map(([program, folder]) => [program, path.join(here, `src/${folder}/main.ts`)]),
  ),
  outdir: target,
  ...BUILD,
  legalComments: "linked",
});
fs.writeFileSync(path.join(target, "page.json"), JSON.stringify(await bundlePage()));
fs.cpSync(path.join(here, "migrations"), path.join(target, "migrations"), { recursive: true });
