// Builds what a fork installs: the kit as plain JavaScript in dist/, with the page of its report as one script, and the policy
// pack as one bundled file, with its test harness and the types of that.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import { bundleFunctions } from "./bundle-functions.mjs";
import { bundlePage } from "./bundle-page.mjs";

const root = path.resolve(import.meta.dirname, "..");
const require = createRequire(import.meta.url);
const run = (script, ...args) => execFileSync(process.execPath, [script, ...args], { cwd: root, stdio: "inherit" });

// Nothing of an earlier build may survive: a deleted module would still be importable.
fs.rmSync(path.join(root, "dist"), { recursive: true, force: true });
run(require.resolve("typescript/bin/tsc"), "-p", "tsconfig.build.json");
for (const folder of ["facts", "stacks", "planner", "components"]) {
  copyData(path.join(root, folder), path.join(root, "dist", folder));
}
// What `planner cost --compare-patterns` plans: a project of its own, whose functions and API are those of an example.
const comparison = path.join(root, "stacks", "comparison");
fs.cpSync(comparison, path.join(root, "dist", "stacks", "comparison"), {
  recursive: true,
  dereference: true,
  filter: (file) => !file.endsWith(".ts") && path.basename(file) !== ".planner",
});
bundleFunctions(path.join(root, "dist"));
bundlePage(path.join(root, "dist"));
// Environment files of forks name it for their editor.
fs.copyFileSync(
  path.join(root, "stacks", "environments", "environment.schema.json"),
  path.join(root, "dist", "stacks", "environment.schema.json"),
);
if (fs.existsSync(path.join(root, "policies", "build.mjs"))) {
  run(path.join(root, "policies", "build.mjs"));
  run(require.resolve("typescript/bin/tsc"), "-p", path.join("policies", "tsconfig.testing.json"));
}

/** Copies what the compiler leaves behind: data files beside the code. */
function copyData(from, to) {
  for (const entry of fs.readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (
      entry.isDirectory() &&
      entry.name !== "node_modules" &&
      entry.name !== "environments" &&
      entry.name !== "config"
    ) {
      copyData(source, target);
    } else if (/\.(json|cjs)$/.test(entry.name) && !["package.json", "tsconfig.json"].includes(entry.name)) {
      fs.mkdirSync(to, { recursive: true });
      fs.copyFileSync(source, target);
    }
  }
}
