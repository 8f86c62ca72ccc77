import { isDefaultProvider } from "./compare";
import type { DiffDocument, DiffResource, DiffStack } from "./diff-document";

const SIGNS = { replace: "±", delete: "-", create: "+", update: "~", same: "=" } as const;
/** Operations in the order of how much they ask of the reader. */
const ORDER = ["replace", "delete", "create", "update", "same"] as const;
const VALUE_LENGTH = 60;
const PATHS_SHOWN = 12;

/** A comparison as text: only what changes, the gravest first. */
export function diffText(document: DiffDocument): string {
  const stacks = document.stacks.filter(changes).flatMap((stack) => [...stackLines(stack), ""]);
  return [`${document.before} → ${document.after}`, "", ...stacks, summaryOf(document), ""].join("\n");
}

/** The totals in one line. */
export function summaryOf({ stacks, counts }: DiffDocument): string {
  const parts = [
    `${counts.create} to create`,
    `${counts.update} to update`,
    `${counts.replace} to replace`,
    `${counts.delete} to delete`,
    `${counts.same} unchanged`,
    ...(counts.blocked > 0 ? [`${counts.blocked} blocked by protection`] : []),
  ];
  const undetermined = stacks.reduce((total, stack) => total + stack.undetermined, 0);
  const unknown =
    undetermined > 0 ? `; ${undetermined} ${undetermined === 1 ? "input" : "inputs"} unknown in both plans` : "";
  return `${stacks.length} ${stacks.length === 1 ? "stack" : "stacks"}: ${parts.join(", ")}${unknown}`;
}

/** Whether there is anything to tell of a stack. */
export function changes({ resources, outputs }: DiffStack): boolean {
  return outputs.length > 0 || resources.some(isShown);
}

/**
 * Resources worth a reader's time, the gravest operations first. Components are what their children make of them, and
 * default providers come and go with what needs them.
 */
export function shownResources({ resources }: DiffStack): DiffResource[] {
  return ORDER.flatMap((operation) =>
    resources.filter((resource) => resource.operation === operation && isShown(resource)),
  );
}

function isShown({ kind, name, operation, options, renamedFrom }: DiffResource): boolean {
  const isSettled = operation === "same" && options.length === 0 && renamedFrom === undefined;
  const isDefault =
    kind === "provider" && (operation === "create" || operation === "delete") && isDefaultProvider(name);
  return kind !== "component" && !isSettled && !isDefault;
}

/** What a reader should know of a resource beyond its operation. */
export function remarksOn(resource: DiffResource): string[] {
  const { renamedFrom, blocked, retained, order, operation } = resource;
  return [
    ...(renamedFrom === undefined ? [] : [`was ${nameOf(renamedFrom)}`]),
    ...(blocked === true ? ["protected: the update would fail"] : []),
    ...(retained === true ? ["the old one stays in the account"] : []),
    ...(order === "delete first" && operation === "replace" ? ["deleted before it is created again"] : []),
    ...resource.options.map(({ option, before, after }) => `${option} ${String(before)} → ${String(after)}`),
  ];
}

/** Why a resource is replaced, each reason in a few words. */
export function reasonsOf({ reasons }: DiffResource): string[] {
  return reasons.map((reason) => {
    switch (reason.because) {
      case "input":
        return `${reason.path} (${reason.source})`;
      case "replaceOnChanges":
        return `${reason.path} (replaceOnChanges)`;
      case "region":
        return `it moves from ${reason.before} to ${reason.after}`;
      case "type":
        return `it was a ${reason.before}`;
      case "provider":
        return `its provider ${nameOf(reason.urn)} manages something else`;
      case "replaceWith":
        return `it goes with ${nameOf(reason.urn)}`;
    }
  });
}

/** A change of one property in a line. */
export function changeText({ path, kind, before, after }: DiffResource["changes"][number]): string {
  switch (kind) {
    case "added":
      return `${path}: + ${shortened(after)}`;
    case "removed":
      return `${path}: - ${shortened(before)}`;
    case "follows":
      return `${path}: comes from a resource that is replaced`;
    case "changed":
    case "unknown":
      return `${path}: ${shortened(before)} → ${shortened(after)}`;
  }
}

function stackLines(stack: DiffStack): string[] {
  const outputs = stack.outputs.map((change) => `  output ${changeText(change)}`);
  return [stack.name, ...shownResources(stack).flatMap(resourceLines), ...outputs];
}

function resourceLines(resource: DiffResource): string[] {
  const remarks = remarksOn(resource);
  const head = `  ${SIGNS[resource.operation]} ${resource.operation.padEnd(7)} ${resource.type}  ${resource.name}`;
  const hidden = resource.changes.length - PATHS_SHOWN;
  return [
    remarks.length === 0 ? head : `${head}  (${remarks.join("; ")})`,
    ...reasonsOf(resource).map((reason) => `      because ${reason}`),
    ...resource.changes.slice(0, PATHS_SHOWN).map((change) => `      ${changeText(change)}`),
    ...(hidden > 0 ? [`      and ${hidden} more`] : []),
  ];
}

function nameOf(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}

function shortened(value: unknown): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > VALUE_LENGTH ? `${text.slice(0, VALUE_LENGTH)}…` : text;
}
