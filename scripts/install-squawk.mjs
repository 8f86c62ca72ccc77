// Installs squawk, which lints the migrations of the inventory service in `npm run test:real`, into .cache/squawk/<version>, once.
//
// It is a program for one system, in a package of its own for each, and a lock cannot name those that a registry does not
// have: it is no dependency. Prints the path of the program on stdout. On another system than linux on x64 it says so and
// ends 0, unless CI is set: there it is a failure.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const VERSION = "2.66.0";
const PACKAGE = "@squawk-cli/linux-x64";

const folder = join(dirname(fileURLToPath(import.meta.url)), "../.cache/squawk", VERSION);
const program = join(folder, "node_modules", PACKAGE, "bin/squawk");

function install() {
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  const args = ["install", "--prefix", unfinished, "--no-save", "--no-audit", "--no-fund", `${PACKAGE}@${VERSION}`];
  const { status } = spawnSync("npm", args, { stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) {
    rmSync(unfinished, { recursive: true, force: true });
    throw new Error(`npm install of ${PACKAGE} ${VERSION} ended with ${status}`);
  }
  renameSync(unfinished, folder);
}

if (process.platform !== "linux" || process.arch !== "x64") {
  console.error(`skipped: squawk is installed for linux on x64, and not for ${process.platform} on ${process.arch}`);
  process.exitCode = process.env.CI === undefined ? 0 : 1;
} else {
  if (!existsSync(program)) {
    install();
  }
  console.log(program);
}
