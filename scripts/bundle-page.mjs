// Bundles what the browser runs in the page of `planner report`: one script, one style, and the licences of what is in them.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { buildSync } from "esbuild";

const root = path.resolve(import.meta.dirname, "..");
const PAGE = path.join("planner", "report", "page");
const BANNER = "What is bundled in this page, and under which licence:";

/** Writes the bundle below a folder: `dist` in a build. */
export function bundlePage(into) {
  const folder = path.join(into, PAGE, "bundle");
  mkdirSync(folder, { recursive: true });
  const { metafile } = buildSync({
    entryPoints: { page: path.join(root, PAGE, "main.ts") },
    outdir: folder,
    absWorkingDir: root,
    bundle: true,
    minify: true,
    metafile: true,
    format: "iife",
    target: "es2022",
    // The licences stand in a file of their own.
    legalComments: "none",
    logLevel: "warning",
  });
  for (const file of ["page.js", "page.css"]) {
    // They stand inside elements of the page: a text that ends one must not occur.
    if (/<\/(script|style)/i.test(readFileSync(path.join(folder, file), "utf8"))) {
      throw new Error(`${file} holds the end of an element: it cannot stand in a page`);
    }
  }
  writeFileSync(path.join(folder, "licences.txt"), licencesOf(Object.keys(metafile.inputs)));
}

/** The licence of each package that files are of, by name. */
function licencesOf(files) {
  const folders = files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? []);
  const texts = [...new Set(folders)].sort().map((folder) => licenceOf(path.join(root, folder)));
  return [BANNER, ...texts].join("\n\n");
}

function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined || !existsSync(path.join(folder, file))) {
    throw new Error(`${name} has no file with its licence: it cannot be bundled`);
  }
  return `${name} ${version} (${license})\n${readFileSync(path.join(folder, file), "utf8").trim()}`;
}
