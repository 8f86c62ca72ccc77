// Builds the API server and the controller manager of Kubernetes, and etcd, from their Go modules into
// .cache/kubernetes/<version>/, once.
//
// The planner needs none of them; `npm run test:real` does, to hold the model of the autoscaler against the real one.
// The versions and the checksum of every module they are built from are pinned in scripts/kubernetes. Prints the folder
// on stdout. Without a Go compiler it says so and ends 0, unless CI is set: there it is a failure.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const MODULE = join(dirname(fileURLToPath(import.meta.url)), "kubernetes");
/** The main package of each program. */
const PROGRAMS = {
  etcd: "go.etcd.io/etcd/server/v3",
  "kube-apiserver": "k8s.io/kubernetes/cmd/kube-apiserver",
  "kube-controller-manager": "k8s.io/kubernetes/cmd/kube-controller-manager",
};

function pinnedVersion() {
  const [, version] = /k8s\.io\/kubernetes v(\S+)/.exec(readFileSync(join(MODULE, "go.mod"), "utf8")) ?? [];
  if (version === undefined) {
    throw new Error("scripts/kubernetes/go.mod does not name a version of k8s.io/kubernetes");
  }
  return version;
}

function goIsMissing() {
  return spawnSync("go", ["version"], { stdio: "ignore" }).error !== undefined;
}

/** A program says which version it is by what the linker writes into it; a server without one serves no API. */
function versionFlags(version) {
  const [major, minor] = version.split(".");
  const names = { gitVersion: `v${version}`, gitMajor: major, gitMinor: minor };
  return Object.entries(names).map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`);
}

function build(version, [name, source], folder) {
  const unfinished = join(folder, `${name}.${process.pid}`);
  const flags = ["-s", "-w", ...versionFlags(version)].join(" ");
  const { status } = spawnSync("go", ["build", "-mod=readonly", "-ldflags", flags, "-o", unfinished, source], {
    cwd: MODULE,
    env: { ...process.env, CGO_ENABLED: "0" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (status !== 0) {
    throw new Error(`go build of ${name} ${version} ended with ${status}`);
  }
  renameSync(unfinished, join(folder, name));
}

const version = pinnedVersion();
const folder = join(MODULE, "../../.cache/kubernetes", version);
const missing = Object.entries(PROGRAMS).filter(([name]) => !existsSync(join(folder, name)));
if (missing.length > 0 && goIsMissing()) {
  console.error(`skipped: there is no "go" on the PATH, which is needed to build Kubernetes ${version}`);
  process.exitCode = process.env.CI === undefined ? 0 : 1;
} else {
  if (missing.length > 0) {
    console.error(`building Kubernetes ${version}, once; this takes some minutes`);
    mkdirSync(folder, { recursive: true });
    missing.forEach((program) => build(version, program, folder));
  }
  console.log(folder);
}
