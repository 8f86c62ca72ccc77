import { inventoryOf, inventoryText } from "../report/inventory";
import { previewDocument } from "../report/preview";
import { printedJson } from "../report/json";
import { EXIT, type Command } from "./command";
import { PLAN_OPTIONS } from "./plan-options";
import { planAsked } from "./planned";

/** Lists what an environment consists of, for a test to compare with later. */
export const inventory: Command = {
  name: "inventory",
  summary: "List the resources of an environment's stacks: types, names, parents, numbers.",
  usage: "[environment]",
  options: {
    ...PLAN_OPTIONS,
    format: { type: "string", value: "FORMAT", choices: ["json", "text"], help: "json (default), for a test, or text" },
  },
  async run(line, output) {
    const stacks = await planAsked(line, output);
    const document = previewDocument(
      line.positionals[0],
      stacks.map(({ plan, described }) => ({ plan, findings: [], ...(described !== undefined && { described }) })),
    );
    const listed = inventoryOf(document);
    output.result(line.text("format") === "text" ? inventoryText(listed) : printedJson(listed));
    return EXIT.ok;
  },
};
