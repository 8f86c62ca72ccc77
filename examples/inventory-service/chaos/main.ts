// Breaks the service on purpose, and judges what is left: see the README. Options: --commands, --faults, --seed, --duration
// (in seconds), --callers.
import { readOptions } from "./run/options";
import { report } from "./run/report";
import { forget, runChaos } from "./run/run";

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), () => Date.now() % 1_000_000_000);
  console.log(`seed ${options.seed}`);
  const ended = await runChaos(options);
  report(ended).forEach((line) => console.log(line));
  if (ended.verdict.broken.length === 0) {
    forget(ended);
  } else {
    console.log(`kept in ${ended.folder}; again with --seed ${options.seed}`);
    process.exitCode = 1;
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  // What it started ends with it.
  process.exit(2);
});
