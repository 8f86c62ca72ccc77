import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";

/** Where the build puts bundles: beside the sources, where they run as built; in `dist`, where they run as written. */
const ROOT = path.join(__dirname, "..", "..");
const ROOTS = [ROOT, path.join(ROOT, "dist")];

/**
 * The code of a function of the kit, as text: a plan of it is the same on every machine.
 * @param folder where `scripts/bundle-functions.mjs` writes its bundle
 * @throws Error where the kit has not been built
 */
export function bundledFunction(folder: string): pulumi.asset.Archive {
  return new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset(readBundle(folder)) });
}

/**
 * The text of a bundle.
 * @throws Error where the kit has not been built
 */
export function readBundle(folder: string): string {
  const places = ROOTS.map((root) => path.join(root, folder, "index.js"));
  const file = places.find((place) => existsSync(place));
  if (file === undefined) {
    throw new Error(`${folder} is not there: none of ${places.join(", ")}; run "npm run build"`);
  }
  return readFileSync(file, "utf8");
}
