// Bundles the functions that components deploy, each into one file. The AWS SDK comes with the Node runtime of Lambda.
import path from "node:path";
import { buildSync } from "esbuild";

const root = path.resolve(import.meta.dirname, "..");

/** Sources of the functions, by the folder that each bundle is written into. */
const FUNCTIONS = { "components/cdn/invalidation/bundle": "components/cdn/invalidation/function.ts" };

/** Writes the bundles below a folder: `dist` in a build. */
export function bundleFunctions(into) {
  for (const [folder, source] of Object.entries(FUNCTIONS)) {
    buildSync({
      entryPoints: [path.join(root, source)],
      outfile: path.join(into, folder, "index.js"),
      absWorkingDir: root,
      bundle: true,
      platform: "node",
      target: "node22",
      format: "cjs",
      external: ["@aws-sdk/*"],
      logLevel: "warning",
    });
  }
}
