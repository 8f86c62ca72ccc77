import { existsSync, readdirSync } from "node:fs";
import path from "node:path";

const FOLDER = path.join("components", "observability", "canary", "bundle");
const ARCHIVE = /^canary-[0-9a-f]{16}\.zip$/;

/** Where the build puts the archive: beside this file, where it runs as built; in `dist`, where it runs as written. */
const ROOT = path.join(__dirname, "..", "..");
const PLACES = [path.join(ROOT, FOLDER), path.join(ROOT, "dist", FOLDER)];

/**
 * The archive of the canary's script, as a path from the folder of the program: the provider takes a path, and reads the
 * file once the path is another. Its name therefore holds the hash of what is in it, and no path of this machine does.
 */
export function canaryArchive(): string {
  const folder = PLACES.find((place) => existsSync(place));
  const name = folder === undefined ? undefined : readdirSync(folder).find((file) => ARCHIVE.test(file));
  if (folder === undefined || name === undefined) {
    throw new Error(`the canary is not bundled: none of ${PLACES.join(", ")} has it; run "npm run build"`);
  }
  return path.relative("", path.join(folder, name)).replaceAll(path.sep, "/");
}
