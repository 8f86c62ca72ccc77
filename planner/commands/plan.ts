import { renderPlanFile } from "../diff/plan-file";
import { EXIT, type Command } from "./command";
import { PLAN_OPTIONS } from "./plan-options";
import { planAsked } from "./planned";

/** Writes plans down, for `diff` to compare with later. */
export const plan: Command = {
  name: "plan",
  summary: "Write the plans of an environment's stacks as JSON, secrets as hashes, for `diff` to compare with later.",
  usage: "[environment]",
  options: PLAN_OPTIONS,
  async run(line, output) {
    const stacks = await planAsked(line, output);
    const [environment = null] = line.positionals;
    output.result(renderPlanFile({ environment, plans: stacks.map((stack) => stack.plan) }));
    return EXIT.ok;
  },
};
