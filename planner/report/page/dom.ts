type Child = Node | string | null;
type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

const SVG = "http://www.w3.org/2000/svg";

/**
 * Makes an element. Text becomes text and is never read as markup. What begins with `--` is set as a property of the style,
 * since the page allows no style attributes; `true` sets an attribute without a value, `false` and `undefined` leave it out.
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  children: readonly Child[] = [],
): HTMLElementTagNameMap[Tag] {
  return filled(document.createElement(tag), attributes, children);
}

/** Makes an element of a drawing, as {@link element} does. */
export function drawn<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  children: readonly Child[] = [],
): SVGElementTagNameMap[Tag] {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

function filled<Made extends HTMLElement | SVGElement>(
  node: Made,
  attributes: Attributes,
  children: readonly Child[],
): Made {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) {
      continue;
    }
    if (name.startsWith("--")) {
      node.style.setProperty(name, String(value));
    } else {
      node.setAttribute(name, value === true ? "" : String(value));
    }
  }
  node.append(...children.filter((child) => child !== null));
  return node;
}

/** A field with its label. */
export function labelled(label: string, field: HTMLElement): HTMLLabelElement {
  return element("label", { class: "field" }, [element("span", {}, [label]), field]);
}

/** A choice of one among some values. */
export function choice(values: readonly (readonly [value: string, label: string])[]): HTMLSelectElement {
  return element(
    "select",
    {},
    values.map(([value, label]) => element("option", { value }, [label])),
  );
}

/** What a table holds. */
export interface TableContent {
  /** Says what the table shows, for whoever does not see it. */
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly Child[])[];
  /** Indices of the columns that hold numbers. */
  readonly numbers?: readonly number[];
}

/** A table, which scrolls by itself where it is too wide. */
export function table({ caption, head, rows, numbers = [] }: TableContent): HTMLElement {
  const classOf = (index: number): string | undefined => (numbers.includes(index) ? "number" : undefined);
  return element("div", { class: "scroll", role: "region", "aria-label": caption, tabindex: 0 }, [
    element("table", {}, [
      element("caption", { class: "unseen" }, [caption]),
      element("thead", {}, [
        element(
          "tr",
          {},
          head.map((text, index) => element("th", { scope: "col", class: classOf(index) }, [text])),
        ),
      ]),
      element(
        "tbody",
        {},
        rows.map((cells) =>
          element(
            "tr",
            {},
            cells.map((cell, index) => element("td", { class: classOf(index) }, [cell])),
          ),
        ),
      ),
    ]),
  ]);
}

/** Something that is made when it is opened for the first time. */
export function folded(summary: readonly Child[], make: () => readonly Node[]): HTMLDetailsElement {
  const details = element("details", {}, [element("summary", {}, summary)]);
  details.addEventListener("toggle", () => {
    if (details.open && details.childElementCount === 1) {
      details.append(...make());
    }
  });
  return details;
}
