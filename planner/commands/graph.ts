import { GRAPH_FORMATS, renderGraph, type GraphFormat } from "../graph/render";
import { EXIT, type Command } from "./command";
import { PLAN_OPTIONS } from "./plan-options";
import { planAsked } from "./planned";

/** Draws the plan of an environment's stacks. */
export const graph: Command = {
  name: "graph",
  summary: "Draw what the stacks of an environment are made of and what depends on what.",
  usage: "[environment]",
  options: {
    ...PLAN_OPTIONS,
    format: { type: "string", value: "FORMAT", choices: GRAPH_FORMATS, help: "mermaid (default) or dot" },
  },
  async run(line, output) {
    const format: GraphFormat = line.text("format") === "dot" ? "dot" : "mermaid";
    const stacks = await planAsked(line, output);
    output.result(
      renderGraph(
        stacks.map(({ plan }) => plan),
        format,
      ),
    );
    return EXIT.ok;
  },
};
