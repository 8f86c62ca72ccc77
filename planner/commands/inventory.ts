import { inventoryOf } from "../report/inventory";
import { previewDocument } from "../report/preview";
import { EXIT, type Command } from "./command";
import { PLAN_OPTIONS } from "./plan-options";
import { planAsked } from "./planned";

/** Lists what an environment consists of, for a test to compare with later. */
export const inventory: Command = {
  name: "inventory",
  summary: "List the resources of an environment's stacks as JSON: types, names, parents, numbers.",
  usage: "[environment]",
  options: PLAN_OPTIONS,
  async run(line, output) {
    const stacks = await planAsked(line, output);
    const document = previewDocument(
      line.positionals[0],
      stacks.map(({ plan, described }) => ({ plan, findings: [], ...(described !== undefined && { described }) })),
    );
    output.result(`${JSON.stringify(inventoryOf(document), null, 2)}\n`);
    return EXIT.ok;
  },
};
