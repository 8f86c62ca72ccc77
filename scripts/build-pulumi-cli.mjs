// Builds the Pulumi command line from its Go module into .cache/pulumi/<version>/pulumi, once.
//
// The planner needs no Pulumi engine; `npm run test:real` does, to compare the two. The version and the checksum of
// every module it is built from are pinned in scripts/pulumi-cli. Prints the path of the program on stdout.
// Without a Go compiler it says so and ends 0, unless CI is set: there it is a failure.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const MODULE = join(dirname(fileURLToPath(import.meta.url)), "pulumi-cli");
const CLI = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

function pinnedVersion() {
  const [, version] = /pulumi\/pkg\/v3 v(\S+)/.exec(readFileSync(join(MODULE, "go.mod"), "utf8")) ?? [];
  if (version === undefined) {
    throw new Error("scripts/pulumi-cli/go.mod does not name a version of github.com/pulumi/pulumi/pkg/v3");
  }
  return version;
}

function goIsMissing() {
  return spawnSync("go", ["version"], { stdio: "ignore" }).error !== undefined;
}

function build(version, program) {
  const unfinished = `${program}.${process.pid}`;
  mkdirSync(dirname(program), { recursive: true });
  const flags = `-s -w -X ${VERSION_VARIABLE}=v${version}`;
  const { status } = spawnSync("go", ["build", "-mod=readonly", "-ldflags", flags, "-o", unfinished, CLI], {
    cwd: MODULE,
    env: { ...process.env, CGO_ENABLED: "0" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (status !== 0) {
    throw new Error(`go build of the Pulumi command line ${version} ended with ${status}`);
  }
  renameSync(unfinished, program);
}

const version = pinnedVersion();
const program = join(MODULE, "../../.cache/pulumi", version, "pulumi");
if (existsSync(program)) {
  console.log(program);
} else if (goIsMissing()) {
  console.error(`skipped: there is no "go" on the PATH, which is needed to build the Pulumi command line ${version}`);
  process.exitCode = process.env.CI === undefined ? 0 : 1;
} else {
  console.error(`building the Pulumi command line ${version}, once; this takes some minutes`);
  build(version, program);
  console.log(program);
}
