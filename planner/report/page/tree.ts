import type { PageData } from "../html/page-data";
import { element, labelled } from "./dom";
import { counted, usd, whole } from "./format";
import { customOf, resourceDetail, stackDetail, type InputsOf } from "./tree-detail";
import { openRows, searchRows, treesOf, type Row, type TreeNode } from "./tree-model";

/** Matches that are drawn; a search that finds more asks for another word. */
const MOST_MATCHES = 300;

/** The tree of stacks, components and resources, with a search, and what is known of the chosen one. */
export function tree(data: PageData, inputsOf: InputsOf): readonly Node[] {
  return new Tree(data, inputsOf).nodes;
}

class Tree {
  readonly nodes: readonly Node[];
  readonly #trees: readonly TreeNode[];
  readonly #open = new Set<string>();
  readonly #list = element("ul", { class: "tree", role: "tree", "aria-label": "Stacks and their resources" });
  readonly #detail = element("div", { class: "detail", "aria-live": "polite" });
  readonly #status = element("p", { class: "quiet", role: "status" });
  readonly #search = element("input", { type: "search", placeholder: "queue orders", autocomplete: "off" });
  #rows: readonly Row[] = [];
  #chosen = "0";

  constructor(
    private readonly data: PageData,
    private readonly inputsOf: InputsOf,
  ) {
    this.#trees = treesOf(data.stacks);
    this.#search.addEventListener("input", () => this.draw());
    this.#list.addEventListener("click", (event) => this.clicked(event));
    this.#list.addEventListener("keydown", (event) => this.pressed(event));
    this.nodes = [
      element("div", { class: "controls" }, [
        labelled("Search by name, type, region or stack", this.#search),
        this.#status,
      ]),
      element("div", { class: "split" }, [this.#list, this.#detail]),
    ];
    this.draw();
    this.tell();
  }

  private draw(): void {
    const words = this.#search.value
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== "");
    if (words.length === 0) {
      this.#rows = openRows(this.#trees, this.#open);
      this.#status.textContent = "";
    } else {
      const { rows, matches, shown } = searchRows(this.#trees, words, MOST_MATCHES);
      this.#rows = rows;
      this.#status.textContent = `${whole(matches)} found${shown < matches ? `, the first ${shown} shown` : ""}`;
    }
    if (!this.#rows.some(({ node }) => node.id === this.#chosen)) {
      this.#chosen = this.#rows[0]?.node.id ?? "";
    }
    this.#list.replaceChildren(...this.#rows.map((row) => this.rowOf(row)));
  }

  private rowOf({ node, isOpen }: Row): HTMLElement {
    const isChosen = node.id === this.#chosen;
    return element(
      "li",
      {
        role: "treeitem",
        id: `tree-${node.id}`,
        tabindex: isChosen ? 0 : -1,
        "data-node": node.id,
        "aria-level": node.level,
        "aria-posinset": node.position,
        "aria-setsize": node.siblings,
        "aria-selected": isChosen ? "true" : "false",
        "aria-expanded": node.children.length === 0 ? undefined : String(isOpen),
        "--level": node.level - 1,
      },
      node.index < 0 ? this.stackLabel(node) : this.resourceLabel(node),
    );
  }

  private stackLabel({ stack: number }: TreeNode): readonly (Node | null)[] {
    const stack = this.data.stacks[number];
    return [
      element("span", { class: "strong" }, [stack?.name ?? ""]),
      element("span", { class: "quiet" }, [stack?.place ?? ""]),
      element("span", { class: "quiet far" }, [counted(stack === undefined ? 0 : customOf(stack).length, "resource")]),
    ];
  }

  private resourceLabel({ stack, index }: TreeNode): readonly (Node | null)[] {
    const resource = this.data.stacks[stack]?.resources[index];
    if (resource === undefined) {
      return [];
    }
    const { name, type, isComponent, findings, monthlyUsd } = resource;
    return [
      element("span", { class: isComponent ? "strong" : "" }, [name]),
      element("span", { class: "quiet" }, [type]),
      findings.length === 0 ? null : element("span", { class: "chip bad" }, [counted(findings.length, "finding")]),
      monthlyUsd === null || monthlyUsd < 0.01
        ? null
        : element("span", { class: "quiet far" }, [`${usd(monthlyUsd)} USD`]),
    ];
  }

  private clicked({ target }: Event): void {
    const id = target instanceof Element ? target.closest<HTMLElement>("[data-node]")?.dataset["node"] : undefined;
    const row = this.#rows.find(({ node }) => node.id === id);
    if (row !== undefined) {
      this.choose(row.node);
      this.turn(row.node, !row.isOpen);
    }
  }

  /** The keys of a tree, as the authoring practices of ARIA have them. */
  private pressed(event: KeyboardEvent): void {
    const at = this.#rows.findIndex(({ node }) => node.id === this.#chosen);
    const row = this.#rows[at];
    const move = row === undefined ? undefined : this.keys(row, at)[event.key];
    if (move !== undefined) {
      event.preventDefault();
      move();
    }
  }

  private keys({ node, isOpen }: Row, at: number): Readonly<Record<string, () => void>> {
    const goTo = (index: number) => (): void => {
      const next = this.#rows[index];
      if (next !== undefined) {
        this.choose(next.node);
      }
    };
    const parent = this.#rows.findLastIndex((row, index) => index < at && row.node.level < node.level);
    const hasChildren = node.children.length > 0;
    return {
      ArrowDown: goTo(at + 1),
      ArrowUp: goTo(at - 1),
      Home: goTo(0),
      End: goTo(this.#rows.length - 1),
      ArrowRight: hasChildren && !isOpen ? () => this.turn(node, true) : goTo(hasChildren ? at + 1 : -1),
      ArrowLeft: hasChildren && isOpen ? () => this.turn(node, false) : goTo(parent),
      Enter: () => this.turn(node, !isOpen),
      " ": () => this.turn(node, !isOpen),
    };
  }

  /** While something is searched for, what is found stays open. */
  private turn({ id, children }: TreeNode, isOpen: boolean): void {
    if (children.length === 0 || this.#search.value.trim() !== "") {
      return;
    }
    if (isOpen) {
      this.#open.add(id);
    } else {
      this.#open.delete(id);
    }
    this.draw();
    this.focus();
  }

  private choose({ id }: TreeNode): void {
    const before = this.itemOf(this.#chosen);
    before?.setAttribute("tabindex", "-1");
    before?.setAttribute("aria-selected", "false");
    this.#chosen = id;
    const now = this.itemOf(id);
    now?.setAttribute("tabindex", "0");
    now?.setAttribute("aria-selected", "true");
    this.focus();
    this.tell();
  }

  private itemOf(id: string): HTMLElement | undefined {
    return [...this.#list.children].find(
      (item): item is HTMLElement => item instanceof HTMLElement && item.dataset["node"] === id,
    );
  }

  private focus(): void {
    this.itemOf(this.#chosen)?.focus();
  }

  private tell(): void {
    const node = this.#rows.find((row) => row.node.id === this.#chosen)?.node;
    const stack = node === undefined ? undefined : this.data.stacks[node.stack];
    if (node === undefined || stack === undefined) {
      return;
    }
    const resource = stack.resources[node.index];
    this.#detail.replaceChildren(
      ...(resource === undefined
        ? stackDetail(stack)
        : resourceDetail(resource, {
            findings: this.data.findings,
            inputs: () => this.inputsOf(node.stack)[node.index],
          })),
    );
  }
}
