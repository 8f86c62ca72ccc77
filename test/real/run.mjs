// Builds the Pulumi command line and Kubernetes and installs the validator of SARIF and the AWSGuard pack, if that has not
// been done, and runs the tests of this folder. Without a Go compiler they are skipped, and where there is no validator
// those of SARIF, unless CI is set. Arguments go to jest.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const jest = [join(root, "node_modules/jest/bin/jest.js"), "--config", "jest.real.config.js"];

function run(args, stdout) {
  return spawnSync(process.execPath, args, { cwd: root, stdio: ["ignore", stdout, "inherit"], encoding: "utf8" });
}

const build = run([join(root, "scripts/build-pulumi-cli.mjs")], "pipe");
const kubernetes = run([join(root, "scripts/build-kubernetes.mjs")], "pipe");
const validator = run([join(root, "scripts/install-sarif-validator.mjs")], "pipe");
const guard = run([join(root, "scripts/install-awsguard.mjs")], "pipe");
const skipped =
  validator.status === 0 && validator.stdout === "" ? ["--testPathIgnorePatterns", "test/real/sarif"] : [];
const missing = [build, kubernetes, guard].find(({ status, stdout }) => status !== 0 || stdout === "");
process.exitCode = (missing ?? run([...jest, ...skipped, ...process.argv.slice(2)], "inherit")).status ?? 1;
