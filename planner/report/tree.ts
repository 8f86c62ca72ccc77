import type { Plan, PlannedResource } from "../plan";
import { STACK_TYPE } from "../engine/urn";

/** One line of the tree: what it says, and its number of resources. */
interface Branch {
  readonly label: string;
  readonly children: readonly Branch[];
}

/**
 * Draws the resources of a stack as a tree. Children of one type are drawn as one line with their number, unless all
 * are asked for.
 */
export function drawTree(plan: Plan, all: boolean): string[] {
  const children = childrenOf(plan);
  const stack = plan.resources.find(({ type }) => type === STACK_TYPE);
  const roots = [...(children.get(stack?.urn ?? "") ?? []), ...(children.get("") ?? [])];
  return draw(
    branches(
      roots.filter(({ type }) => type !== STACK_TYPE),
      children,
      all,
    ),
    "",
  );
}

function childrenOf({ resources }: Plan): Map<string, PlannedResource[]> {
  const children = new Map<string, PlannedResource[]>();
  for (const resource of resources) {
    const siblings = children.get(resource.parent ?? "") ?? [];
    siblings.push(resource);
    children.set(resource.parent ?? "", siblings);
  }
  return children;
}

function branches(
  resources: readonly PlannedResource[],
  children: Map<string, PlannedResource[]>,
  all: boolean,
): Branch[] {
  const open = resources.filter((resource) => all || children.has(resource.urn));
  const closed = resources.filter((resource) => !open.includes(resource));
  const drawn = open.map((resource) => ({
    label: `${resource.type}  ${resource.name}${mark(resource)}`,
    children: branches(children.get(resource.urn) ?? [], children, all),
  }));
  return [...drawn, ...byType(closed)];
}

function byType(resources: readonly PlannedResource[]): Branch[] {
  const types = [...new Set(resources.map(({ type }) => type))].sort();
  return types.map((type) => {
    const same = resources.filter((resource) => resource.type === type);
    const [only] = same;
    const label =
      same.length === 1 && only !== undefined ? `${type}  ${only.name}${mark(only)}` : `${type}  × ${same.length}`;
    return { label, children: [] };
  });
}

function mark({ options, kind }: PlannedResource): string {
  return `${options.protect === true ? "  protected" : ""}${kind === "read" ? "  read" : ""}`;
}

function draw(level: readonly Branch[], indent: string): string[] {
  return level.flatMap(({ label, children }, index) => {
    const isLast = index === level.length - 1;
    return [`${indent}${isLast ? "└─ " : "├─ "}${label}`, ...draw(children, `${indent}${isLast ? "   " : "│  "}`)];
  });
}
