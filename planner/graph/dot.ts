import type { Arrow, Box, Drawing } from "./drawing";

/** Writes a drawing as one graph for Graphviz. */
export function dot({ boxes, arrows }: Drawing): string {
  const boxIds = new Set(boxes.flatMap(idsOf));
  return [
    "digraph {",
    "  rankdir=LR;",
    "  compound=true;",
    "  node [shape=box];",
    ...boxes.flatMap((box) => cluster(box, "  ")),
    ...arrows.map((arrow) => `  ${arrow.from} -> ${arrow.to}${attributes(arrow, boxIds)};`),
    "}",
    "",
  ].join("\n");
}

function idsOf({ id, boxes }: Box): string[] {
  return [id, ...boxes.flatMap(idsOf)];
}

function cluster(box: Box, indent: string): string[] {
  return [
    `${indent}subgraph cluster_${box.id} {`,
    `${indent}  label=${quoted(box.label)};`,
    // An arrow cannot end at a box: it ends at an invisible point inside, and is cut off at the box's border.
    `${indent}  ${box.id} [shape=point, style=invis];`,
    ...box.boxes.flatMap((inner) => cluster(inner, `${indent}  `)),
    ...box.nodes.map(({ id, label }) => `${indent}  ${id} [label=${quoted(label)}];`),
    `${indent}}`,
  ];
}

function attributes({ from, to, kind }: Arrow, boxIds: ReadonlySet<string>): string {
  const written = [
    ...(boxIds.has(from) ? [`ltail=cluster_${from}`] : []),
    ...(boxIds.has(to) ? [`lhead=cluster_${to}`] : []),
    ...(kind === "reads" ? ["style=dashed"] : []),
  ];
  return written.length === 0 ? "" : ` [${written.join(", ")}]`;
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, (character) => `\\${character}`)}"`;
}
