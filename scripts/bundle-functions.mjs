// Bundles the functions that components deploy, each into one file. The AWS SDK comes with the Node runtime of Lambda.
import { createHash } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { buildSync } from "esbuild";
import { zipOf } from "./zip.mjs";

const root = path.resolve(import.meta.dirname, "..");

/** Sources of the functions, by the folder that each bundle is written into. */
const FUNCTIONS = {
  "components/api/key-rotation/bundle": "components/api/key-rotation/function.ts",
  "components/cdn/invalidation/bundle": "components/cdn/invalidation/function.ts",
  // No function by itself: every function of a platform is deployed with it.
  "components/handler/runtime/bundle": "components/handler/runtime/index.ts",
};

/** Source of the canary, the folder of its archive, and where Synthetics looks for a script in it. */
const CANARY = {
  folder: "components/observability/canary/bundle",
  source: "components/observability/canary/function.ts",
  script: "nodejs/node_modules/index.js",
};

/** Writes the bundles below a folder: `dist` in a build. */
export function bundleFunctions(into) {
  for (const [folder, source] of Object.entries(FUNCTIONS)) {
    const outfile = path.join(into, folder, "index.js");
    mkdirSync(path.dirname(outfile), { recursive: true });
    writeFileSync(outfile, bundleOf(source));
  }
  bundleCanary(path.join(into, CANARY.folder));
}

/** The provider takes the archive of a canary by its path, and reads it again where that has changed: a hash is in it. */
function bundleCanary(folder) {
  const archive = zipOf(CANARY.script, bundleOf(CANARY.source));
  const hash = createHash("sha256").update(archive).digest("hex").slice(0, 16);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `canary-${hash}.zip`), archive);
}

function bundleOf(source) {
  const { outputFiles } = buildSync({
    entryPoints: [path.join(root, source)],
    write: false,
    absWorkingDir: root,
    bundle: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    external: ["@aws-sdk/*"],
    logLevel: "warning",
  });
  return Buffer.from(outputFiles[0].contents);
}
