import type { DiffDocument, DiffResource, DiffStack } from "../../diff/diff-document";
import { changeText, reasonsOf, remarksOn, shownResources } from "../../diff/diff-text";
import type { PageChange, PageDifference } from "./page-data";

/** A comparison for the page: what changes, stack by stack, the gravest first. */
export function pageDifference({ before, after, counts, stacks }: DiffDocument): PageDifference {
  return { before, after, counts, changes: stacks.flatMap(changesOf) };
}

function changesOf(stack: DiffStack): PageChange[] {
  const name = stack.name.slice(stack.name.lastIndexOf("/") + 1);
  const outputs = stack.outputs.map(changeText);
  return [
    ...shownResources(stack).map((resource) => changeOf(name, resource)),
    ...(outputs.length === 0
      ? []
      : [{ operation: "outputs", stack: name, type: "", name: "outputs", remarks: [], properties: outputs }]),
  ];
}

function changeOf(stack: string, resource: DiffResource): PageChange {
  const { operation, type, name } = resource;
  const remarks = [...reasonsOf(resource).map((reason) => `because ${reason}`), ...remarksOn(resource)];
  return { operation, stack, type, name, remarks, properties: resource.changes.map(changeText) };
}
