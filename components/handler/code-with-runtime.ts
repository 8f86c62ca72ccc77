import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";

const BUNDLE = path.join("components", "handler", "runtime", "bundle", "index.js");

/** Where the build puts the bundle: beside this file, where it runs as built; in `dist`, where it runs as written. */
const ROOT = path.join(__dirname, "..", "..");
const PLACES = [path.join(ROOT, BUNDLE), path.join(ROOT, "dist", BUNDLE)];

/** What Node needs to find the runtime by the name that handlers import it by, here and in Lambda. */
const PACKAGE = { name: "inventory-platform", exports: { "./runtime": "./runtime.js" } } as const;

/**
 * The code of a handler together with the runtime, which it imports as `inventory-platform/runtime`: a folder of plain
 * JavaScript needs no bundler.
 * @param folder path of a folder with `index.mjs` or `index.js`
 * @throws Error where the kit has not been built
 */
export function codeWithRuntime(folder: string): pulumi.asset.Archive {
  const file = PLACES.find((place) => existsSync(place));
  if (file === undefined) {
    throw new Error(`the runtime is not bundled: none of ${PLACES.join(", ")}; run "npm run build"`);
  }
  return new pulumi.asset.AssetArchive({
    ".": new pulumi.asset.FileArchive(folder),
    "node_modules/inventory-platform/package.json": new pulumi.asset.StringAsset(JSON.stringify(PACKAGE)),
    "node_modules/inventory-platform/runtime.js": new pulumi.asset.StringAsset(readFileSync(file, "utf8")),
  });
}
