// Installs Pulumi's AWSGuard pack, with the old providers that it stands on, into .cache/awsguard/<digest of its lock>, once.
//
// `npm run test:real` has a program of the same provider judged by it. Its dependencies are those of test/real/awsguard,
// which is no workspace: nothing of the kit may resolve to them. Prints the folder on stdout.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const source = join(root, "test/real/awsguard");
const digest = createHash("sha256")
  .update(readFileSync(join(source, "package-lock.json")))
  .digest("hex");
const folder = join(root, ".cache/awsguard", digest.slice(0, 12));

function install() {
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  for (const file of ["package.json", "package-lock.json"]) {
    cpSync(join(source, file), join(unfinished, file));
  }
  // The provider's own script would have the Pulumi command line download a plugin.
  const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error"];
  const { status } = spawnSync("npm", args, { cwd: unfinished, stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) {
    rmSync(unfinished, { recursive: true, force: true });
    throw new Error(`npm ci of test/real/awsguard ended with ${status}`);
  }
  renameSync(unfinished, folder);
}

if (!existsSync(folder)) {
  install();
}
console.log(folder);
