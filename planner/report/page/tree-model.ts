import type { PageResource, PageStack } from "../html/page-data";

/** One line of the tree. */
export interface TreeNode {
  /** `stack` for a stack itself, `stack/resource` for what is in it. */
  readonly id: string;
  readonly stack: number;
  /** Index in the stack; -1 for the stack itself. */
  readonly index: number;
  readonly level: number;
  readonly children: readonly TreeNode[];
  /** What a search looks at, in small letters. */
  readonly text: string;
  readonly position: number;
  readonly siblings: number;
}

/** A line that is shown. */
export interface Row {
  readonly node: TreeNode;
  readonly isOpen: boolean;
}

/** The stacks as trees; the resource that stands for a stack is the stack. */
export function treesOf(stacks: readonly PageStack[]): readonly TreeNode[] {
  return stacks.map((stack, number) => {
    const children = childrenOf(stack.resources);
    const nodes = (parents: readonly number[], level: number): TreeNode[] => {
      const indices = parents.flatMap((parent) => children.get(parent) ?? []);
      return indices.map((index, position) => ({
        id: `${number}/${index}`,
        stack: number,
        index,
        level,
        children: nodes([index], level + 1),
        text: textOf(stack, index),
        position: position + 1,
        siblings: indices.length,
      }));
    };
    const root = stack.resources.findIndex(({ type }) => type === STACK_TYPE);
    return {
      id: String(number),
      stack: number,
      index: -1,
      level: 1,
      children: nodes(root < 0 ? [-1] : [root, -1], 2).filter(({ index }) => index !== root),
      text: stack.name.toLowerCase(),
      position: number + 1,
      siblings: stacks.length,
    };
  });
}

const STACK_TYPE = "pulumi:pulumi:Stack";

function childrenOf(resources: readonly PageResource[]): ReadonlyMap<number, readonly number[]> {
  const children = new Map<number, number[]>();
  resources.forEach(({ parent, type }, index) => {
    const siblings = children.get(parent) ?? [];
    if (type !== STACK_TYPE) {
      siblings.push(index);
    }
    children.set(parent, siblings);
  });
  return children;
}

function textOf({ name, resources }: PageStack, index: number): string {
  const resource = resources[index];
  return `${name} ${resource?.type ?? ""} ${resource?.name ?? ""} ${resource?.region ?? ""}`.toLowerCase();
}

/** The lines to show where nothing is searched for. */
export function openRows(nodes: readonly TreeNode[], open: ReadonlySet<string>): Row[] {
  return nodes.flatMap((node) => {
    const isOpen = open.has(node.id);
    return [{ node, isOpen }, ...(isOpen ? openRows(node.children, open) : [])];
  });
}

/** What a search finds. */
export interface Found {
  readonly rows: readonly Row[];
  readonly matches: number;
  /** How many of the matches are among the rows. */
  readonly shown: number;
}

/** The lines that hold every word, and what they lie in; not more than some. */
export function searchRows(nodes: readonly TreeNode[], words: readonly string[], most: number): Found {
  let [matches, shown] = [0, 0];
  const find = (node: TreeNode): readonly Row[] => {
    const isMatch = words.every((word) => node.text.includes(word)) && (node.index >= 0 || words.length > 0);
    const isShown = isMatch && shown < most;
    matches += isMatch ? 1 : 0;
    shown += isShown ? 1 : 0;
    const below = node.children.flatMap(find);
    return isShown || below.length > 0 ? [{ node, isOpen: below.length > 0 }, ...below] : [];
  };
  const rows = nodes.flatMap(find);
  return { rows, matches, shown };
}
