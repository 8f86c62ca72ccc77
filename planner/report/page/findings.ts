import type { PageFinding } from "../html/page-data";
import { choice, element, labelled, table } from "./dom";
import { counted, whole } from "./format";
import { chip } from "./verdict";

/** The findings by policy, each with its fix, and what they are filtered by. */
export function findings(all: readonly PageFinding[]): readonly Node[] {
  if (all.length === 0) {
    return [element("p", { class: "calm" }, ["✓ Nothing is found: every policy and the residency proof are content."])];
  }
  const text = element("input", { type: "search", autocomplete: "off" });
  const standing = choice(options(all.map((each) => each.standing)));
  const severity = choice(options(all.map((each) => each.severity ?? "none")));
  const stack = choice(options(all.map((each) => each.stack)));
  const status = element("p", { class: "quiet", role: "status" });
  const list = element("div", {});
  const draw = (): void => {
    const words = text.value.toLowerCase().split(/\s+/);
    const chosen = all.filter(
      (each) =>
        isOf(standing, each.standing) &&
        isOf(severity, each.severity ?? "none") &&
        isOf(stack, each.stack) &&
        words.every((word) => textOf(each).includes(word)),
    );
    status.textContent = `${whole(chosen.length)} of ${counted(all.length, "finding")}`;
    list.replaceChildren(...groupsOf(chosen).map(groupOf));
  };
  [text, standing, severity, stack].forEach((field) => field.addEventListener("input", draw));
  draw();
  return [
    element("div", { class: "controls" }, [
      labelled("Text", text),
      labelled("Standing", standing),
      labelled("Severity", severity),
      labelled("Stack", stack),
      status,
    ]),
    list,
  ];
}

function options(values: readonly string[]): (readonly [string, string])[] {
  return [["", "all"], ...[...new Set(values)].sort().map((value) => [value, value] as const)];
}

function isOf({ value }: HTMLSelectElement, own: string): boolean {
  return value === "" || value === own;
}

function textOf({ policy, resource, message, stack }: PageFinding): string {
  return `${policy} ${resource} ${message} ${stack}`.toLowerCase();
}

const ORDER = ["mandatory", "advisory", "exempted"] as const;

/** The same policy in the same standing is told once; what counts most comes first. */
function groupsOf(all: readonly PageFinding[]): readonly (readonly PageFinding[])[] {
  const groups = new Map<string, PageFinding[]>();
  for (const finding of all) {
    const key = `${ORDER.indexOf(finding.standing)}\n${finding.policy}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, group]) => group);
}

const TONES = { mandatory: "bad", advisory: "noted", exempted: "quiet" } as const;

function groupOf(group: readonly PageFinding[]): HTMLElement {
  const [first] = group;
  const { policy, standing, severity, fix } = first ?? { policy: "", standing: "advisory", severity: null, fix: null };
  return element("article", { class: "finding" }, [
    element("h3", {}, [
      policy,
      chip(severity === null ? standing : `${standing}, ${severity}`, TONES[standing]),
      element("span", { class: "quiet" }, [counted(group.length, "finding")]),
    ]),
    fix === null ? null : element("p", {}, [element("span", { class: "strong" }, ["Fix: "]), fix]),
    table({
      caption: `Findings of ${policy}`,
      head: ["stack", "resource", "what is wrong"],
      rows: group.map((each) => [
        each.stack,
        element("span", { title: each.urn }, [each.resource]),
        each.exemption === null ? each.message : `${each.message} (${each.exemption})`,
      ]),
    }),
  ]);
}
