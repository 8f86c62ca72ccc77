// The service as its image holds it, in this process: what runs there is measured, and not what the compiler makes for tests.
import { build } from "esbuild";
import { createRequire } from "node:module";
import path from "node:path";
import { BUILD } from "../build-options.mjs";

const here = import.meta.dirname;
const { outputFiles } = await build({
  ...BUILD,
  entryPoints: [path.join(here, "sources.ts")],
  outfile: path.join(here, "sources.js"),
  write: false,
});
const module = { exports: {} };
const run = new Function("module", "exports", "require", "__filename", outputFiles[0].text);
run(module, module.exports, createRequire(import.meta.url), import.meta.filename);

/** What `sources.ts` exports. */
export const built = module.exports;
