import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import type { PlannerRun } from "./planner";

const ROOT = path.join(__dirname, "..", "..");
const SOURCES = ["components", "facts", "planner", "stacks"];

/** Runs the built planner as a process, the way a shell does. */
export function builtPlanner(...args: readonly string[]): PlannerRun {
  requireFreshBuild();
  const bin = path.join(ROOT, "planner", "bin.js");
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  return { code: status ?? -1, stdout, stderr };
}

/** @throws where dist/ is missing or does not hold what the sources say */
export function requireFreshBuild(): void {
  const stale = SOURCES.flatMap((folder) => sourcesIn(path.join(ROOT, folder))).filter(isStale);
  if (stale.length > 0) {
    const names = stale.map((file) => path.relative(ROOT, file)).join(", ");
    throw new Error(`dist/ is older than ${names}; run npm run build`);
  }
}

function sourcesIn(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts") && !file.includes("node_modules"))
    .map((file) => path.join(folder, file))
    .filter((file) => file !== path.join(ROOT, "stacks", "index.ts"));
}

/** What runs in a browser is built into one file. */
const PAGE = path.join("planner", "report", "page");

function isStale(file: string): boolean {
  const source = path.relative(ROOT, file);
  const target = source.startsWith(PAGE) ? path.join(PAGE, "bundle", "page.js") : source.replace(/\.ts$/, ".js");
  const built = path.join(ROOT, "dist", target);
  return !fs.existsSync(built) || fs.statSync(built).mtimeMs < fs.statSync(file).mtimeMs;
}
