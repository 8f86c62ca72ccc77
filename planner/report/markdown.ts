/** Text in code letters. */
export function code(text: string): string {
  return `\`${text.replaceAll("`", "'")}\``;
}

/** Text that shows as it is: what is quoted is nobody's markup. */
export function escaped(text: string): string {
  return text.replace(/[\\`*_<>[\]#&]/g, (sign) => `\\${sign}`);
}

/** One row of a table; a bar in a cell is no border, and what breaks a line in it stands as `lineBreak`. */
export function tableRow(cells: readonly string[], lineBreak = " "): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", lineBreak)).join(" | ")} |`;
}

/** A table, and the empty line after it. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  rule: readonly string[] = head.map(() => "---"),
): readonly string[] {
  return [tableRow(head), tableRow(rule), ...rows.map((row) => tableRow(row)), ""];
}
