// Finds the Redis server of this machine, which `npm run test:real` starts to hold the inventory service's cache against it.
//
// It is a package of the system. Prints the server's version on stdout. Without one it says so and ends 0, unless CI is set:
// there it is a failure.
import { spawnSync } from "node:child_process";

const { status, stdout } = spawnSync("redis-server", ["--version"], { encoding: "utf8" });
if (status === 0) {
  console.log(stdout.trim());
} else {
  console.error('skipped: there is no "redis-server" on the PATH; Debian has it in the package of that name');
  process.exitCode = process.env.CI === undefined ? 0 : 1;
}
