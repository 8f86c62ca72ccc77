// Installs moto's server, which answers as AWS does, from PyPI into .cache/moto/<version>, once.
//
// `npm run test:real` starts it to hold the inventory service's Kinesis stream and S3 archive against something that speaks
// their protocols. Prints the path of the program on stdout. Without Python it says so and ends 0, unless CI is set: there it
// is a failure.
import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const VERSION = "5.2.0";

const folder = join(dirname(fileURLToPath(import.meta.url)), "../.cache/moto", VERSION);
const program = join(folder, "bin/moto_server");

function step(command, args) {
  const { status } = spawnSync(command, args, { stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) {
    // A virtual environment cannot be moved, so that it is made in place, and taken away where it is not whole.
    rmSync(folder, { recursive: true, force: true });
    throw new Error(`${command} ${args.join(" ")} ended with ${status}`);
  }
}

if (spawnSync("python3", ["-m", "venv", "--help"], { stdio: "ignore" }).status !== 0) {
  console.error(`skipped: there is no "python3" with venv on the PATH, which moto ${VERSION} needs`);
  process.exitCode = process.env.CI === undefined ? 0 : 1;
} else {
  if (!existsSync(program)) {
    step("python3", ["-m", "venv", folder]);
    step(join(folder, "bin/pip"), ["install", "--quiet", `moto[server]==${VERSION}`]);
  }
  console.log(program);
}
