// Gives copies of the service one defect each, and sees whether the checker finds it within so many commands: see the README.
// Options: --seed, --only with a part of a defect's name.
import { parseArgs } from "node:util";
import { DEFECTS, type Defect } from "./defects";
import { forget, runChaos } from "./run/run";

/** How many commands a defect gets, try by try. Together they are what it has to be found within. */
const TRIES = [5_000, 11_000, 32_000] as const;

/** Commands between two faults. */
const COMMANDS_OF_A_FAULT = 500;

const SECONDS_OF_A_TRY = 90;

async function prove({ name, patches, shownBy }: Defect, seed: number): Promise<boolean> {
  let sent = 0;
  for (const [attempt, commands] of TRIES.entries()) {
    const faults = commands / COMMANDS_OF_A_FAULT;
    const options = {
      commands,
      faults,
      awaitsFaults: false,
      seed: seed + attempt,
      seconds: SECONDS_OF_A_TRY,
      callers: 64,
      ...shownBy,
    };
    const ended = await runChaos(options, patches);
    forget(ended);
    sent += ended.verdict.commands;
    if (ended.verdict.broken.length > 0) {
      const rules = ended.verdict.broken.map(({ rule, count }) => `${rule} (${count} x)`).join(", ");
      console.log(`found: ${name}\n  within ${sent} commands: ${rules}`);
      return true;
    }
  }
  console.log(`NOT FOUND within ${sent} commands: ${name}`);
  return false;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { seed: { type: "string" }, only: { type: "string" } } });
  const defects = DEFECTS.filter(({ name }) => name.includes(values.only ?? ""));
  let found = 0;
  for (const defect of defects) {
    found += (await prove(defect, Number(values.seed ?? 1))) ? 1 : 0;
  }
  console.log(`${found} of ${defects.length} defects found`);
  process.exitCode = found === defects.length && found > 0 ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  // What it started ends with it.
  process.exit(2);
});
