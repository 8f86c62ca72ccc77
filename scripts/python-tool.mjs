// Installs a program from PyPI into .cache/<name>/<version>, once, and prints its path on stdout. Without Python it says so and
// ends 0, unless CI is set: there it is a failure.
import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** @param tool its name, its version, what pip is asked for, and the program's file name */
export function installPythonTool({ name, version, requirement, program: file }) {
  const folder = join(dirname(fileURLToPath(import.meta.url)), "../.cache", name, version);
  const program = join(folder, "bin", file);
  if (spawnSync("python3", ["-m", "venv", "--help"], { stdio: "ignore" }).status !== 0) {
    console.error(`skipped: there is no "python3" with venv on the PATH, which ${name} ${version} needs`);
    process.exitCode = process.env.CI === undefined ? 0 : 1;
    return;
  }
  if (!existsSync(program)) {
    step(folder, "python3", ["-m", "venv", folder]);
    step(folder, join(folder, "bin/pip"), ["install", "--quiet", requirement]);
  }
  console.log(program);
}

function step(folder, command, args) {
  const { status } = spawnSync(command, args, { stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) {
    // A virtual environment cannot be moved, so that it is made in place, and taken away where it is not whole.
    rmSync(folder, { recursive: true, force: true });
    throw new Error(`${command} ${args.join(" ")} ended with ${status}`);
  }
}
