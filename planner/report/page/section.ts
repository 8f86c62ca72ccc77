import { element } from "./dom";

/** One part of the page. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly content: readonly Node[];
}

/** A part of the page under its heading. */
export function sectionOf({ id, title, content }: Section): HTMLElement {
  return element("section", { id, "aria-labelledby": `${id}-title` }, [
    element("h2", { id: `${id}-title` }, [title]),
    ...content,
  ]);
}
