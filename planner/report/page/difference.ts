import type { PageChange, PageDifference } from "../html/page-data";
import { element, folded } from "./dom";
import { counted, whole } from "./format";
import { chip } from "./verdict";

/** Operations in the order of how much they ask of the reader. */
const ORDER = ["replace", "delete", "create", "update", "same", "outputs"];
const TONES: Readonly<Record<string, Parameters<typeof chip>[1]>> = {
  replace: "bad",
  delete: "bad",
  create: "good",
  update: "noted",
};

/** What an update would do, against earlier plans. */
export function difference({ before, after, changes, counts }: PageDifference): readonly Node[] {
  const summary = element("p", {}, [
    `${before} → ${after}: ${counts.create} to create, ${counts.update} to update, ${counts.replace} to replace, ${counts.delete} to delete, ${counted(counts.same, "resource")} unchanged${counts.blocked > 0 ? `, ${counts.blocked} blocked by protection` : ""}.`,
  ]);
  if (changes.length === 0) {
    return [summary, element("p", { class: "calm" }, ["✓ Nothing changes."])];
  }
  const operations = ORDER.filter((operation) => changes.some((change) => change.operation === operation));
  const boxes = operations.map((operation) => ({
    operation,
    input: element("input", { type: "checkbox", checked: true }),
  }));
  const list = element("div", {});
  const status = element("p", { class: "quiet", role: "status" });
  const draw = (): void => {
    const chosen = new Set(boxes.filter(({ input }) => input.checked).map(({ operation }) => operation));
    const shown = changes.filter(({ operation }) => chosen.has(operation));
    status.textContent = `${whole(shown.length)} of ${counted(changes.length, "change")}`;
    list.replaceChildren(...stacksOf(shown).map(stackOf));
  };
  boxes.forEach(({ input }) => input.addEventListener("input", draw));
  draw();
  return [
    summary,
    element("fieldset", { class: "controls" }, [
      element("legend", {}, ["Show"]),
      ...boxes.map(({ operation, input }) => element("label", { class: "tick" }, [input, operation])),
      status,
    ]),
    list,
  ];
}

function stacksOf(changes: readonly PageChange[]): readonly (readonly PageChange[])[] {
  const stacks = new Map<string, PageChange[]>();
  changes.forEach((change) => stacks.set(change.stack, [...(stacks.get(change.stack) ?? []), change]));
  return [...stacks.values()];
}

function stackOf(changes: readonly PageChange[]): HTMLElement {
  return element("article", {}, [
    element("h3", {}, [changes[0]?.stack ?? ""]),
    element(
      "ul",
      { class: "plain" },
      changes.map((change) => element("li", {}, [changeOf(change)])),
    ),
  ]);
}

function changeOf({ operation, type, name, remarks, properties }: PageChange): HTMLElement {
  const head = [
    chip(operation, TONES[operation] ?? "quiet"),
    element("span", { class: "strong" }, [name]),
    element("span", { class: "quiet" }, [[type, ...remarks].filter((text) => text !== "").join(" · ")]),
  ];
  return properties.length === 0
    ? element("div", { class: "line" }, head)
    : folded([...head, element("span", { class: "quiet" }, [counted(properties.length, "input")])], () => [
        element(
          "ul",
          { class: "properties" },
          properties.map((property) => element("li", {}, [element("code", {}, [property])])),
        ),
      ]);
}
