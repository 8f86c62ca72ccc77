// Bundles the operator's page: what the browser runs, and how it looks, as a text each.
import { build } from "esbuild";
import path from "node:path";

/** The page's script and style. */
export async function bundlePage() {
  const { outputFiles } = await build({
    entryPoints: { page: path.join(import.meta.dirname, "page/main.ts") },
    outdir: "page",
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2022",
    logLevel: "warning",
  });
  const textOf = (extension) => outputFiles.find((each) => each.path.endsWith(extension)).text;
  return { script: textOf(".js"), style: textOf(".css") };
}
