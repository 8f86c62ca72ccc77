// Finds a Chromium for the tests and the figures of `planner report`, and under CI installs Debian's where there is none.
//
// A browser is a program of 300 MB for one system, so it is no dependency. Prints the path of the program on stdout. Without
// one it says so and ends 0, unless CI is set: there it is a failure. CHROMIUM names another one.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const PLACES = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const find = () => PLACES.find((place) => place !== undefined && existsSync(place));

function install() {
  for (const args of [["update"], ["install", "-y", "--no-install-recommends", "chromium"]]) {
    const { status } = spawnSync("apt-get", args, { stdio: ["ignore", "ignore", "inherit"] });
    if (status !== 0) {
      return;
    }
  }
}

if (find() === undefined && process.env.CI !== undefined) {
  install();
}
const program = find();
if (program === undefined) {
  console.error(`skipped: there is no Chromium in ${PLACES.slice(1).join(", ")}; CHROMIUM may name one`);
  process.exitCode = process.env.CI === undefined ? 0 : 1;
} else {
  console.log(program);
}
