import { exemptionText } from "../../facts/exemption-notice";
import type { Finding } from "../finding";
import type { PreviewDocument } from "./preview-document";
import type { JudgedStack } from "./preview";
import { drawTree } from "./tree";

/** Renders a preview for a person: the tree of each stack, the findings with their fix, and a summary. */
export function previewText(document: PreviewDocument, stacks: readonly JudgedStack[], all: boolean): string {
  const trees = stacks.flatMap((stack) => [heading(stack), ...drawTree(stack.plan, all), ...logged(stack), ""]);
  const findings = stacks.flatMap((stack) => stack.findings.flatMap((finding) => findingLines(finding)));
  return [...trees, ...findings, summary(document), ""].join("\n");
}

function heading({ plan, described }: JudgedStack): string {
  const place = [described?.kind, described?.partition, described?.region, described?.role];
  const known = place.filter((part) => part !== undefined).join(" · ");
  const count = plan.resources.filter(({ kind }) => kind === "custom").length;
  return `${plan.stack}${known === "" ? "" : `  ${known}`}  (${counted(count, "resource")})`;
}

function logged({ plan }: JudgedStack): string[] {
  return plan.diagnostics.map(
    ({ severity, message, urn }) => `   ${severity}: ${message}${urn === undefined ? "" : ` (${urn})`}`,
  );
}

/** A finding for a person, and the empty line after it. */
export function findingLines({ level, severity, policy, urn, message, remediation, exemption }: Finding): string[] {
  const sign = exemption !== undefined ? "○" : level === "mandatory" ? "✖" : "!";
  const standing = exemption === undefined ? level : "exempted";
  return [
    `${sign} ${policy}  ${standing}${severity === undefined ? "" : `, ${severity}`}`,
    `  ${urn}`,
    ...message.split("\n").map((line) => `  ${line}`),
    ...(exemption === undefined ? [] : [`  ${exemptionText(exemption)}`]),
    ...(remediation === undefined ? [] : [`  fix: ${remediation}`]),
    "",
  ];
}

function summary({ stacks, summary: { resources, components, findings, residency } }: PreviewDocument): string {
  return [
    counted(stacks.length, "stack"),
    counted(resources, "resource"),
    counted(components, "component"),
    findingsSummary(findings),
    ...(residency === null ? [] : [`residency ${residency}`]),
  ].join(", ");
}

/** How many findings there are, in words. */
export function findingsSummary({ mandatory, advisory, exempted }: PreviewDocument["summary"]["findings"]): string {
  const beside = exempted === 0 ? "" : `, ${exempted} exempted`;
  return `${mandatory} mandatory and ${advisory} advisory findings${beside}`;
}

/** A number of things, in words. */
export function counted(count: number, what: string): string {
  return `${count} ${count === 1 ? what : `${what}s`}`;
}
