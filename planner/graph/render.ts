import { STACK_TYPE } from "../engine/urn";
import type { Plan, PlannedResource } from "../plan";

/** Languages a graph can be drawn in. */
export const GRAPH_FORMATS = ["mermaid", "dot"] as const;

/** One of {@link GRAPH_FORMATS}. */
export type GraphFormat = (typeof GRAPH_FORMATS)[number];

interface Graph {
  /** Nodes by the component they lie in; the empty key holds those of the stack itself. */
  readonly groups: ReadonlyMap<string, readonly PlannedResource[]>;
  readonly components: readonly PlannedResource[];
  readonly edges: readonly (readonly [from: string, to: string])[];
  readonly idOf: (urn: string) => string;
}

/** Draws the dependencies of a stack's resources: components as boxes, an arrow from what is needed to what needs it. */
export function renderGraph(plan: Plan, format: GraphFormat): string {
  const graph = graphOf(plan);
  return format === "mermaid" ? mermaid(plan, graph) : dot(plan, graph);
}

function graphOf(plan: Plan): Graph {
  const drawn = plan.resources.filter(({ type }) => type !== STACK_TYPE);
  const ids = new Map(drawn.map(({ urn }, index) => [urn, `n${index}`]));
  const groups = new Map<string, PlannedResource[]>();
  for (const resource of drawn.filter(({ kind }) => kind !== "component")) {
    const parent = ids.has(resource.parent ?? "") ? (resource.parent ?? "") : "";
    groups.set(parent, [...(groups.get(parent) ?? []), resource]);
  }
  const edges = drawn.flatMap(({ urn, dependencies }) =>
    dependencies.filter((from) => ids.has(from)).map((from) => [from, urn] as const),
  );
  const components = drawn.filter(({ kind }) => kind === "component");
  return { groups, components, edges, idOf: (urn) => ids.get(urn) ?? "" };
}

function label({ type, name }: PlannedResource): string {
  return `${name} (${type.slice(type.lastIndexOf(":") + 1)})`;
}

function escaped(text: string): string {
  return text.replaceAll('"', "'");
}

function mermaid(plan: Plan, graph: Graph): string {
  const node = (resource: PlannedResource): string => `    ${graph.idOf(resource.urn)}["${escaped(label(resource))}"]`;
  const boxes = graph.components.flatMap((component) => [
    `  subgraph ${graph.idOf(component.urn)}["${escaped(label(component))}"]`,
    ...(graph.groups.get(component.urn) ?? []).map(node),
    "  end",
  ]);
  const free = (graph.groups.get("") ?? []).map(node);
  const arrows = graph.edges.map(([from, to]) => `  ${graph.idOf(from)} --> ${graph.idOf(to)}`);
  return [`%% ${plan.stack}`, "flowchart LR", ...boxes, ...free, ...arrows, ""].join("\n");
}

function dot(plan: Plan, graph: Graph): string {
  const node = (resource: PlannedResource): string =>
    `    ${graph.idOf(resource.urn)} [label="${escaped(label(resource))}"];`;
  const boxes = graph.components.flatMap((component) => [
    `  subgraph cluster_${graph.idOf(component.urn)} {`,
    `    label="${escaped(label(component))}";`,
    // Graphviz has no arrows to boxes; a component that something depends on is also a point inside its box.
    `    ${graph.idOf(component.urn)} [shape=point, style=invis];`,
    ...(graph.groups.get(component.urn) ?? []).map(node),
    "  }",
  ]);
  const free = (graph.groups.get("") ?? []).map(node);
  const arrows = graph.edges.map(([from, to]) => `  ${graph.idOf(from)} -> ${graph.idOf(to)};`);
  return [
    `digraph "${escaped(plan.stack)}" {`,
    "  rankdir=LR;",
    "  node [shape=box];",
    ...boxes,
    ...free,
    ...arrows,
    "}",
    "",
  ].join("\n");
}
