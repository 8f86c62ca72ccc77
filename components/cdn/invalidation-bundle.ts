import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";

const BUNDLE = path.join("components", "cdn", "invalidation", "bundle", "index.js");

/** Where the build puts the bundle: beside this file, where it runs as built; in `dist`, where it runs as written. */
const ROOT = path.join(__dirname, "..", "..");
const PLACES = [path.join(ROOT, BUNDLE), path.join(ROOT, "dist", BUNDLE)];

/** The bundle of the function, as text: a plan of it is the same on every machine. */
export function invalidationBundle(): pulumi.asset.Archive {
  const file = PLACES.find((place) => existsSync(place));
  if (file === undefined) {
    throw new Error(`the function is not bundled: none of ${PLACES.join(", ")}; run "npm run build"`);
  }
  return new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset(readFileSync(file, "utf8")) });
}
