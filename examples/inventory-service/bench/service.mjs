// What the service does in a second, beside what the same machine does for others: 64 callers, the log flushed, events and keys on.
// `npm run bench:service -- hot zipf` runs these parts, without names it runs all; each takes less than four minutes. Rounds are
// interleaved; a ratio is that of each round, of which the median is printed with its spread. pgbench has to be on the PATH;
// Redis, Kafka and pg_test_fsync are measured where they are there. SECONDS_PER_RUN and ROUNDS shorten or lengthen it.
import fs from "node:fs";
import path from "node:path";
import { describeServer, startWorld } from "./world.mjs";

const folder = path.join(import.meta.dirname, "parts");
const known = fs.readdirSync(folder).map((file) => path.basename(file, ".mjs"));
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`there is no part ${unknown.join(", ")}, expected ${known.join(", ")}`);
  process.exit(2);
}
for (const name of wanted.length > 0 ? wanted : known) {
  const { about, run } = await import(path.join(folder, `${name}.mjs`));
  console.log(`${name}: ${about}`);
  const world = await startWorld();
  try {
    console.log(`  ${await describeServer(world)}`);
    await run(world);
  } catch (error) {
    console.log(`  FAILED ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  } finally {
    await world.stop();
  }
}
