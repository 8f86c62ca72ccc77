/** A document as commands print it: indented, with a line's end. */
export function printedJson(document: object): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
