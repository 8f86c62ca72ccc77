/**
 * Bundles the pack to dist/index.js, so that it starts as plain JavaScript, and its test harness to dist/testing.js: the
 * facts they need are inside, `@pulumi/*` stays outside. Leaves a file that is already right untouched, so that several
 * may build at once.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));

const { outputFiles } = await build({
  entryPoints: { index: path.join(here, "index.ts"), testing: path.join(here, "testing", "index.ts") },
  outdir: path.join(here, "dist"),
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  external: ["@pulumi/*", "google-protobuf"],
  write: false,
  logLevel: "warning",
});
for (const { path: target, text } of outputFiles) {
  if (text !== current(target)) {
    mkdirSync(path.dirname(target), { recursive: true });
    const draft = `${target}.${process.pid}`;
    writeFileSync(draft, text);
    renameSync(draft, target);
  }
}

function current(target) {
  try {
    return readFileSync(target, "utf8");
  } catch {
    return undefined;
  }
}
