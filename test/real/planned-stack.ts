// Plans one stack with the planner and writes the plan, in a process of its own as the real engine runs it.
//
// Usage: node -r ./planner/run/from-source.js test/real/planned-stack.ts REQUEST.json RESPONSE.json
import * as fs from "node:fs";

import { planProgram } from "../../planner/engine";
import { loadProgram } from "./program";
import type { PlanRequest } from "./protocol";

async function main([requestFile = "", responseFile = ""]: readonly string[]): Promise<void> {
  const { config, program, invokes, ...request }: PlanRequest = JSON.parse(fs.readFileSync(requestFile, "utf8"));
  const answers = Object.entries(invokes).map(([token, result]) => [token, () => result] as const);
  const plan = await planProgram({
    ...request,
    config: Object.fromEntries(Object.entries(config).map(([key, { value }]) => [key, value])),
    secretConfig: Object.keys(config).filter((key) => config[key]?.secret === true),
    answers: Object.fromEntries(answers),
    program: loadProgram(program),
  });
  fs.writeFileSync(responseFile, JSON.stringify(plan));
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
