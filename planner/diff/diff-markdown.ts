import type { DiffDocument, DiffResource, DiffStack } from "./diff-document";
import { changes, changeText, reasonsOf, remarksOn, shownResources, summaryOf } from "./diff-text";
import { code } from "../report/markdown";

/** A comparison for a pull request: the totals, then a table for each stack that changes. */
export function diffMarkdown(document: DiffDocument): string {
  return [
    `**${summaryOf(document)}**`,
    "",
    `\`${document.before}\` → \`${document.after}\``,
    "",
    ...document.stacks.filter(changes).flatMap(stackLines),
  ].join("\n");
}

function stackLines(stack: DiffStack): string[] {
  const rows = shownResources(stack).map(resourceRow);
  const table = ["|   | resource | what changes |", "| - | -------- | ------------ |", ...rows, ""];
  const outputs = stack.outputs.map((change) => `- output ${code(changeText(change))}`);
  return [`### ${stack.name}`, "", ...(rows.length > 0 ? table : []), ...(outputs.length > 0 ? [...outputs, ""] : [])];
}

function resourceRow(resource: DiffResource): string {
  const told = [
    ...reasonsOf(resource).map((reason) => `because ${reason}`),
    ...remarksOn(resource),
    ...resource.changes.map((change) => code(changeText(change))),
  ];
  return `| ${resource.operation} | ${code(resource.type)} ${resource.name} | ${told.join("<br>").replaceAll("|", "\\|")} |`;
}
