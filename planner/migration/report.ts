import { printedJson } from "../report/json";
import type { Assessment, JudgedIntegration } from "./assess";

/** Formats of the report. */
export const ASSESSMENT_FORMATS = ["text", "json", "markdown"] as const;

/** One of {@link ASSESSMENT_FORMATS}. */
export type AssessmentFormat = (typeof ASSESSMENT_FORMATS)[number];

/** The report in one of its formats, with a line's end at its end. */
export function renderAssessment(assessment: Assessment, format: AssessmentFormat): string {
  switch (format) {
    case "json":
      return printedJson(assessment);
    case "markdown":
      return markdownOf(assessment);
    case "text":
      return textOf(assessment);
  }
}

function textOf({ waves, integrations, findings }: Assessment): string {
  const lines = waves.flatMap(({ wave, from, until, integrations: names }) => [
    `wave ${wave}: ${from} to ${until}`,
    ...names.flatMap((name) => describe(named(integrations, name))),
    "",
  ]);
  const told = findings.map(({ level, integration, message, fix }) => `${level}: ${integration}: ${message}; ${fix}`);
  return `${[...lines, ...told, summaryOf({ waves, integrations, findings })].join("\n")}\n`;
}

function describe({ name, owner, score, level, factors, dependsOn }: JudgedIntegration): readonly string[] {
  const after = dependsOn.length === 0 ? "" : `, after ${dependsOn.join(", ")}`;
  return [
    `  ${name} (${owner}): ${level}, ${score} points${after}`,
    ...factors.map(({ factor, points, because }) => `    ${String(points).padStart(2)}  ${factor}: ${because}`),
  ];
}

function markdownOf({ waves, integrations, findings }: Assessment): string {
  const sections = waves.flatMap(({ wave, from, until, integrations: names }) => [
    `## Wave ${wave}: ${from} to ${until}`,
    "",
    "| integration | owner | risk | after | why |",
    "| --- | --- | --- | --- | --- |",
    ...names.map((name) => rowOf(named(integrations, name))),
    "",
  ]);
  const told =
    findings.length === 0
      ? []
      : [
          "## Before anything moves",
          "",
          ...findings.map(
            ({ level, integration, message, fix }) => `- **${level}** ${integration}: ${cell(message)}; ${fix}`,
          ),
          "",
        ];
  return `${["# Migration", "", summaryOf({ waves, integrations, findings }), "", ...sections, ...told].join("\n")}`;
}

function rowOf({ name, owner, score, level, factors, dependsOn }: JudgedIntegration): string {
  const why = factors.map(({ factor, points }) => `${factor} (${points})`).join(", ");
  return `| ${name} | ${cell(owner)} | ${level}, ${score} | ${dependsOn.join(", ")} | ${why} |`;
}

/** Text of the file inside a table of Markdown. */
function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}

function summaryOf({ waves, integrations, findings }: Pick<Assessment, "waves" | "integrations" | "findings">): string {
  const must = findings.filter(({ level }) => level === "mandatory").length;
  const last = waves.at(-1)?.until ?? "";
  return (
    `${integrations.length} integrations in ${waves.length} waves until ${last}; ` +
    `${must} mandatory and ${findings.length - must} advisory findings`
  );
}

function named(integrations: readonly JudgedIntegration[], name: string): JudgedIntegration {
  const found = integrations.find((integration) => integration.name === name);
  if (found === undefined) {
    throw new RangeError(`${name} is in a wave and was not judged`);
  }
  return found;
}
