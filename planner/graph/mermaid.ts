import type { Box, Drawing } from "./drawing";

/** Writes a drawing as one Mermaid flowchart. */
export function mermaid({ boxes, arrows }: Drawing): string {
  const lines = arrows.map(({ from, to, kind }) => `  ${from} ${kind === "needs" ? "-->" : "-.->"} ${to}`);
  return ["flowchart LR", ...boxes.flatMap((box) => subgraph(box, "  ")), ...lines, ""].join("\n");
}

function subgraph(box: Box, indent: string): string[] {
  return [
    `${indent}subgraph ${box.id}["${quoted(box.label)}"]`,
    ...box.boxes.flatMap((inner) => subgraph(inner, `${indent}  `)),
    ...box.nodes.map(({ id, label }) => `${indent}  ${id}["${quoted(label)}"]`),
    `${indent}end`,
  ];
}

// Mermaid knows no backslash: characters it would read as its own are written as entities.
function quoted(text: string): string {
  return text.replace(/[#"<>&]/g, (character) => `#${character.charCodeAt(0)};`);
}
