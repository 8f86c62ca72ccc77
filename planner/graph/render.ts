import type { Plan } from "../plan";
import { dot } from "./dot";
import { drawingOf } from "./drawing";
import { mermaid } from "./mermaid";

/** Languages a graph can be drawn in. */
export const GRAPH_FORMATS = ["mermaid", "dot"] as const;

/** One of {@link GRAPH_FORMATS}. */
export type GraphFormat = (typeof GRAPH_FORMATS)[number];

/**
 * Draws stacks as one graph: stacks and components as boxes, an arrow from what is needed to what needs it, a dashed
 * one from a stack to where another reads its outputs.
 */
export function renderGraph(plans: readonly Plan[], format: GraphFormat): string {
  const drawing = drawingOf(plans);
  return format === "mermaid" ? mermaid(drawing) : dot(drawing);
}
