import { counted } from "../preview-text";
import { byPolicy, resourceName, type PolicyFindings } from "./by-policy";
import { isOwn, type FindingsDocument, type ReportedFinding } from "./document";

/** Findings for a person: each policy once with its fix, below it what breaks it. */
export function findingsText(document: FindingsDocument): string {
  return [...byPolicy(document).flatMap(policyLines), summaryOf(document), ""].join("\n");
}

function policyLines({ level, severity, policy, pack, remediation, findings }: PolicyFindings): string[] {
  return [
    `${level === "mandatory" ? "✖" : "!"} ${policy}  ${level}${severity === null ? "" : `, ${severity}`}  (${pack})`,
    ...findings.flatMap(findingLines),
    ...(remediation === null ? [] : [`  fix: ${remediation}`]),
    "",
  ];
}

function findingLines({ stack, urn, message, sites }: ReportedFinding): string[] {
  const [first = "", ...more] = message.split("\n");
  const site = sites.find(isOwn);
  const place = site === undefined ? "" : `  ${site.file}:${site.line}`;
  return [`  ${stack}: ${resourceName(urn)}${place}`, `    ${first}`, ...more.map((line) => `    ${line}`)];
}

/** What a run came to, in one line. */
export function summaryOf({ stacks, policies, summary: { mandatory, advisory, known } }: FindingsDocument): string {
  return [
    `${counted(stacks.length, "stack")} judged by ${policies.length} ${policies.length === 1 ? "policy" : "policies"}`,
    `${mandatory} mandatory and ${advisory} advisory findings`,
    ...(known === 0 ? [] : [`${known} more in the baseline`]),
  ].join(", ");
}
