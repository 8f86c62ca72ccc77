// Installs the validator of SARIF logs that Microsoft publishes into .cache/sarif/<version>, once.
//
// `npm run test:real` has it check what `planner policy --format sarif` writes: the format's schema and its rules. It is
// a program of 100 MB for one system, so it is no dependency. Prints the path of the program on stdout. On another system
// it says so and ends 0, unless CI is set: there it is a failure.
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const VERSION = "5.7.0";
const PACKAGE = "@microsoft/sarif-multitool-linux";

const folder = join(dirname(fileURLToPath(import.meta.url)), "../.cache/sarif", VERSION);
const program = join(folder, "node_modules", PACKAGE, "Sarif.Multitool");

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
  chmodSync(program, 0o755);
}

if (process.platform !== "linux" || process.arch !== "x64") {
  console.error(
    `skipped: the validator of SARIF is installed for linux on x64, and not for ${process.platform} on ${process.arch}`,
  );
  process.exitCode = process.env.CI === undefined ? 0 : 1;
} else {
  if (!existsSync(program)) {
    install();
  }
  console.log(program);
}
