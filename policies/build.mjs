/**
 * Bundles the pack to dist/index.js, so that it starts as plain JavaScript: the facts it needs are inside, `@pulumi/*`
 * stays outside. Leaves a file that is already right untouched, so that several may build at once.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
const target = path.join(here, "dist", "index.js");

const { outputFiles } = await build({
  entryPoints: [path.join(here, "index.ts")],
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  external: ["@pulumi/*"],
  write: false,
  logLevel: "warning",
});
const text = outputFiles[0].text;
if (text !== current()) {
  mkdirSync(path.dirname(target), { recursive: true });
  const draft = `${target}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, target);
}

function current() {
  try {
    return readFileSync(target, "utf8");
  } catch {
    return undefined;
  }
}
