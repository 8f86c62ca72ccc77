import fs from "node:fs";
import path from "node:path";

/** What the browser runs, as the build has put it together. */
export interface PageBundle {
  readonly script: string;
  readonly style: string;
  /** Licences of what is bundled. */
  readonly licences: string;
}

const ROOT = path.join(__dirname, "..", "..", "..");
const BUNDLE = path.join("planner", "report", "page", "bundle");
/** Where the build puts the bundle: beside this file, where it runs as built; in `dist`, where it runs as written. */
const PLACES = [path.join(ROOT, BUNDLE), path.join(ROOT, "dist", BUNDLE)];

/**
 * Reads what the browser runs.
 * @throws Error where the kit has not been built
 */
export function readBundle(): PageBundle {
  const folder = PLACES.find((place) => fs.existsSync(place));
  if (folder === undefined) {
    throw new Error(`the page of the report is not bundled: none of ${PLACES.join(", ")}; run "npm run build"`);
  }
  const read = (name: string): string => fs.readFileSync(path.join(folder, name), "utf8");
  return { script: read("page.js"), style: read("page.css"), licences: read("licences.txt") };
}
