// Two replicas with 64 callers each, on one SKU, beside one.
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { compare, interleave, SECONDS } from "../rounds.mjs";
import { audit } from "../world.mjs";

export const about = "two processes with 64 callers each on one SKU, beside one process";

export async function run(world) {
  const url = await world.database();
  const results = await interleave({
    "two processes": () => processes(url, 2),
    "one process": () => processes(url, 1),
  });
  const [these, those] = Object.values(results);
  compare("one process", { these, those, floor: 0.85 });
  console.log(`  ${await audit(url)}`);
}

async function processes(url, count) {
  const all = await Promise.all(Array.from({ length: count }, () => callersOfTheirOwn(url)));
  return {
    perSecond: all.reduce((sum, { perSecond }) => sum + perSecond, 0),
    p99: Math.max(...all.map(({ p99 }) => p99)),
  };
}

async function callersOfTheirOwn(url) {
  const program = path.join(import.meta.dirname, "../caller-process.mjs");
  const args = [program, url, String(SECONDS)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  const [code] = await once(child, "close");
  if (code !== 0) {
    throw new Error(`callers in a process of their own ended with ${code}`);
  }
  return JSON.parse(output);
}
