type Child = Node | string;
type Attributes = Readonly<Record<string, string | number | boolean>>;

/** Makes an element. Text becomes text and is never read as markup; `true` sets an attribute without a value, `false` none. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  children: readonly Child[] = [],
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) {
      made.setAttribute(name, value === true ? "" : String(value));
    }
  }
  made.append(...children);
  return made;
}

/** A field under its label. */
export function labelled(label: string, field: HTMLElement, hint?: string): HTMLLabelElement {
  const words = element("span", {}, [label]);
  return element("label", {}, hint === undefined ? [words, field] : [words, field, element("small", {}, [hint])]);
}

/** A button that does something. */
export function button(text: string, attributes: Attributes, does: () => void): HTMLButtonElement {
  const made = element("button", { type: "button", ...attributes }, [text]);
  made.addEventListener("click", does);
  return made;
}

/** What a table holds. */
interface TableContent {
  /** Says what the table shows. */
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly Child[])[];
  /** What is said where there are no rows. */
  readonly none: string;
}

/** A table, which scrolls by itself where it is too wide; a sentence where it would be empty. */
export function table({ caption, head, rows, none }: TableContent): HTMLElement {
  if (rows.length === 0) {
    return element("p", { class: "quiet" }, [none]);
  }
  const headings = head.map((text) => element("th", { scope: "col" }, [text]));
  const body = rows.map((cells) => element("tr", {}, cells.map(cell)));
  return element("div", { class: "scroll", role: "region", "aria-label": caption, tabindex: 0 }, [
    element("table", {}, [
      element("caption", {}, [caption]),
      element("thead", {}, [element("tr", {}, headings)]),
      element("tbody", {}, body),
    ]),
  ]);
}

function cell(content: Child, index: number): HTMLElement {
  return index === 0 ? element("th", { scope: "row" }, [content]) : element("td", {}, [content]);
}

/** A part of the page under its heading, which can be gone to. */
export function part(id: string, title: string, content: readonly Child[]): HTMLElement {
  return element("section", { id, "aria-labelledby": `${id}-title` }, [
    element("h2", { id: `${id}-title`, tabindex: -1 }, [title]),
    ...content,
  ]);
}

/** A time for people, in UTC. */
export function timeText(time: string): string {
  return `${time.slice(0, 10)} ${time.slice(11, 19)}`;
}
