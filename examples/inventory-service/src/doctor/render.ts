import type { Diagnosis, Finding } from "./findings";

/** The version of the JSON: a change that is not an addition is a new one. */
const VERSION = 1;

/** A diagnosis for programs. */
export function renderJson(diagnosis: Diagnosis): string {
  return `${JSON.stringify({ version: VERSION, ...diagnosis }, undefined, 2)}\n`;
}

/** A diagnosis for people. */
export function renderText({ looked, skipped, findings, repaired }: Diagnosis): string {
  const healthy = looked.filter((runbook) => findings.every((finding) => finding.runbook !== runbook));
  const lines = [
    ...findings.flatMap(linesOf),
    ...repaired.map((each) => `repaired             ${each}`),
    ...healthy.map((runbook) => `${runbook.padEnd(20)} nothing found`),
    ...Object.entries(skipped).map(([runbook, reason]) => `${runbook.padEnd(20)} not looked at: ${reason}`),
  ];
  return `${lines.join("\n")}\n`;
}

function linesOf({ runbook, subject, problem, evidence, repair, person }: Finding): readonly string[] {
  return [
    `${runbook.padEnd(20)} ${Object.values(subject).join(" ")}: ${problem}`,
    ...Object.entries(evidence).flatMap(([name, value]) => [value].flat().map((each) => detail(name, each))),
    ...(repair === null ? [] : [`  with --apply: ${repair}`]),
    ...(person === null ? [] : [`  a person: ${person}`]),
  ];
}

function detail(name: string, value: unknown): string {
  return `  ${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`;
}
