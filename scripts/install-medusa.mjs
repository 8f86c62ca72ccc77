// Installs Medusa's inventory module into .cache/medusa/<version>, once, for the part `medusa` of `npm run bench:service`. It is a workspace of
// nobody: `npm ci` does not install it. Prints the folder on stdout.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const peer = join(root, "examples/inventory-service/bench/peers/medusa");
const version = JSON.parse(readFileSync(join(peer, "package.json"), "utf8")).dependencies["@medusajs/inventory"];
const folder = join(root, ".cache/medusa", version);

if (!existsSync(folder)) {
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  ["package.json", "package-lock.json"].forEach((name) => copyFileSync(join(peer, name), join(unfinished, name)));
  const { status } = spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], {
    cwd: unfinished,
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (status !== 0) {
    rmSync(unfinished, { recursive: true, force: true });
    throw new Error(`npm ci of Medusa ${version} ended with ${status}`);
  }
  renameSync(unfinished, folder);
}
console.log(folder);
