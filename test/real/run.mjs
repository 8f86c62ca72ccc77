// Builds the Pulumi command line and Kubernetes and installs the AWSGuard pack and what single tests need, if that has not
// been done, and runs the tests of this folder. Without a Go compiler they are skipped, and those whose own tool is missing,
// unless CI is set. Arguments go to jest.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const jest = [
  "--max-semi-space-size=128",
  join(root, "node_modules/jest/bin/jest.js"),
  "--config",
  "jest.real.config.js",
];

/** What installs the tools of single tests, and which tests these are. */
const OPTIONAL = [
  ["install-sarif-validator.mjs", "sarif"],
  ["install-chromium.mjs", "(report|inventory-service/operator)"],
  ["install-kafka.mjs", "inventory-service/(failover|feed-kafka|kafka)"],
  ["install-moto.mjs", "inventory-service/(cloudwatch|feed-kinesis|kinesis|s3)"],
  ["find-redis.mjs", "inventory-service/redis"],
  ["install-schemathesis.mjs", "inventory-service/openapi"],
  ["install-squawk.mjs", "inventory-service/migrations"],
];

function run(args, stdout) {
  return spawnSync(process.execPath, args, { cwd: root, stdio: ["ignore", stdout, "inherit"], encoding: "utf8" });
}

const build = run([join(root, "scripts/build-pulumi-cli.mjs")], "pipe");
const kubernetes = run([join(root, "scripts/build-kubernetes.mjs")], "pipe");
const guard = run([join(root, "scripts/install-awsguard.mjs")], "pipe");
const isMissing = ({ status, stdout }) => status === 0 && stdout === "";
const skipped = OPTIONAL.filter(([script]) => isMissing(run([join(root, "scripts", script)], "pipe"))).flatMap(
  ([, tests]) => ["--testPathIgnorePatterns", `test/real/${tests}`],
);
const missing = [build, kubernetes, guard].find(({ status, stdout }) => status !== 0 || stdout === "");
const asked = process.argv.slice(2);

// Recording an autoscaler is about when things happen, and breaking the service about what happens at the same time: neither
// shares the machine with anything else.
const AUTOSCALER = "test/real/autoscaler";
const CHAOS = "test/real/chaos/";
const runs =
  asked.length > 0 ? [asked] : [["--testPathIgnorePatterns", AUTOSCALER, CHAOS], ["--runInBand", AUTOSCALER], [CHAOS]];
const ended = missing === undefined ? runs.map((args) => run([...jest, ...args, ...skipped], "inherit")) : [missing];
process.exitCode = ended.map(({ status }) => status ?? 1).find((status) => status !== 0) ?? 0;
